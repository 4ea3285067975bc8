// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.Queue;

/** What is written, in pieces of one size; the last may be shorter. */
final class Pieces implements WritableByteChannel {
    /** What a message has before its body. */
    private static final int HEAD = 4 << 10;

    private final int size;
    private final Queue<byte[]> full;
    private ByteBuffer open;

    /**
     * @param expected bytes that will come, roughly
     * @param full where the pieces go
     */
    Pieces(int size, long expected, Queue<byte[]> full) {
        this.size = size;
        this.full = full;
        open = ByteBuffer.allocate((int) Math.min(size, expected + HEAD));
    }

    @Override
    public int write(ByteBuffer bytes) {
        int count = bytes.remaining();
        while (bytes.hasRemaining()) {
            if (!open.hasRemaining()) {
                flush();
                open = ByteBuffer.allocate(size);
            }
            int length = Math.min(bytes.remaining(), open.remaining());
            open.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
        }
        return count;
    }

    private void flush() {
        if (open.position() > 0) {
            full.add(open.hasRemaining() ? Arrays.copyOf(open.array(), open.position()) : open.array());
        }
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** Adds the last piece. */
    @Override
    public void close() {
        flush();
    }
}
