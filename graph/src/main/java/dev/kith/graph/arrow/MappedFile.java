package dev.kith.graph.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file read through mappings of up to a gigabyte, one after the other: the number of mappings grows with the size of
 * the file and not with the number of pieces that are read, of which an operating system allows only some ten thousands.
 */
final class MappedFile {
    private static final int WINDOW = 1 << 30;

    private final FileChannel channel;
    private final long size;
    private MappedByteBuffer window;
    private long windowStart;

    MappedFile(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    long size() {
        return size;
    }

    /** Bytes of the file, little-endian; {@code position + length} must lie within it. */
    ByteBuffer slice(long position, int length) throws IOException {
        if (window == null || position < windowStart || position + length > windowStart + window.capacity()) {
            windowStart = position;
            window = channel.map(
                    FileChannel.MapMode.READ_ONLY, position, Math.min(size - position, Math.max(length, WINDOW)));
        }
        return window.slice((int) (position - windowStart), length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
