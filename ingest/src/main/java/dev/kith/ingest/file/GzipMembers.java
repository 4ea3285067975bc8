package dev.kith.ingest.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The bytes inside a gzip file of one member or several (RFC 1952). Own code, because {@link
 * java.util.zip.GZIPInputStream} takes a member whose header is damaged for the end of the file, and drops what follows
 * without a word.
 */
final class GzipMembers extends InputStream {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream packed;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 content = new CRC32();
    private final CRC32 header = new CRC32();
    private int position;
    private int limit;
    private boolean ended;

    GzipMembers(InputStream packed) throws IOException {
        this.packed = packed;
        header();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            int count = inflate(target, offset, length);
            if (count > 0) {
                content.update(target, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("it wants a dictionary");
            } else {
                if (!fill()) {
                    throw new EOFException("it ends within a member");
                }
                inflater.setInput(buffer, 0, limit);
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage());
        }
    }

    /** Checks what a member says of itself; behind it stands the header of another, or nothing. */
    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        long crc = little(Integer.BYTES);
        long bytes = little(Integer.BYTES);
        if (crc != content.getValue() || bytes != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new ZipException("its checksum is another");
        }
        if (position == limit && !fill()) {
            ended = true;
            return;
        }
        inflater.reset();
        content.reset();
        header();
    }

    private void header() throws IOException {
        header.reset();
        if (next() != MAGIC_1 || next() != MAGIC_2 || next() != DEFLATE) {
            throw new ZipException("where a member begins stands something else");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("the header of a member has flags that mean nothing");
        }
        // The time, the level and the system.
        little(6);
        if ((flags & EXTRA) != 0) {
            for (long left = little(2); left > 0; left--) {
                next();
            }
        }
        for (int texts = Integer.bitCount(flags & (NAME | COMMENT)); texts > 0; ) {
            texts -= next() == 0 ? 1 : 0;
        }
        long crc = header.getValue() & 0xFFFF;
        if ((flags & HEADER_CRC) != 0 && little(2) != crc) {
            throw new ZipException("the checksum of a header is another");
        }
        inflater.setInput(buffer, position, limit - position);
    }

    private long little(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) next() << (8 * i);
        }
        return number;
    }

    private int next() throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException("it ends within a member");
        }
        header.update(buffer[position]);
        return buffer[position++] & 0xFF;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, packed.read(buffer));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }
}
