// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/** Collects written bytes and gives them out in pieces of one size; the last may be shorter. */
final class ChunkBuffer implements WritableByteChannel {
    private final int size;
    private final Queue<byte[]> full = new ArrayDeque<>();
    private ByteBuffer open;

    ChunkBuffer(int size) {
        this.size = size;
        this.open = ByteBuffer.allocate(size);
    }

    @Override
    public int write(ByteBuffer bytes) {
        int count = bytes.remaining();
        while (bytes.hasRemaining()) {
            int length = Math.min(bytes.remaining(), open.remaining());
            ByteBuffer part = bytes.slice(bytes.position(), length);
            open.put(part);
            bytes.position(bytes.position() + length);
            if (!open.hasRemaining()) {
                full.add(open.array());
                open = ByteBuffer.allocate(size);
            }
        }
        return count;
    }

    /** The next full piece, or null. */
    byte[] next() {
        return full.poll();
    }

    /** What is left, or null where nothing is. */
    byte[] rest() {
        if (open.position() == 0) {
            return null;
        }
        byte[] rest = java.util.Arrays.copyOf(open.array(), open.position());
        open = ByteBuffer.allocate(0);
        return rest;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
