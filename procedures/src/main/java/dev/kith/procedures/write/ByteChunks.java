// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import dev.kith.graph.KithException;
import java.io.InputStream;
import java.util.List;

/** A list of byte arrays as one stream. */
public final class ByteChunks extends InputStream {
    private final List<byte[]> chunks;
    private int chunk;
    private int position;

    private ByteChunks(List<byte[]> chunks) {
        this.chunks = chunks;
    }

    public static ByteChunks of(List<?> given, long mostBytes) {
        long bytes = 0;
        for (Object piece : given) {
            if (!(piece instanceof byte[] array)) {
                throw new KithException("The chunks must be byte arrays, in the order of one Arrow stream.");
            }
            bytes += array.length;
        }
        if (bytes > mostBytes) {
            throw new KithException("The chunks of one call have " + bytes + " bytes, and at most " + mostBytes
                    + " are taken; send fewer nodes in a call.");
        }
        return new ByteChunks(given.stream().map(byte[].class::cast).toList());
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        while (chunk < chunks.size() && position == chunks.get(chunk).length) {
            chunk++;
            position = 0;
        }
        if (chunk == chunks.size()) {
            return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, chunks.get(chunk).length - position);
        System.arraycopy(chunks.get(chunk), position, into, offset, count);
        position += count;
        return count;
    }
}
