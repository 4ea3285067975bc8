package dev.kith.ingest.file;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The mark at the front of a text that says how it is encoded. */
final class ByteOrderMark {
    private ByteOrderMark() {}

    /** The bytes behind the mark of UTF-8, or all where there is none; refuses that of UTF-16. */
    static InputStream skip(Path file, InputStream bytes) throws IOException {
        bytes.mark(3);
        int first = bytes.read();
        int second = bytes.read();
        if ((first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE)) {
            bytes.close();
            throw new KithException("The file " + file + " is encoded in UTF-16; convert it to UTF-8.");
        }
        if (first != 0xEF || second != 0xBB || bytes.read() != 0xBF) {
            bytes.reset();
        }
        return bytes;
    }
}
