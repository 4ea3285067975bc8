package dev.kith.ingest.file;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How a file's bytes are packed, by the end of its name. */
enum Compression {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    private static final int BUFFER_BYTES = 1 << 16;

    private final String ending;

    Compression(String ending) {
        this.ending = ending;
    }

    static Compression of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(GZIP.ending) ? GZIP : name.endsWith(ZSTD.ending) ? ZSTD : NONE;
    }

    /** The file's name without the ending of its compression. */
    String stripped(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ending.length());
    }

    /** The bytes inside. */
    InputStream open(Path file) throws IOException {
        InputStream packed = Files.newInputStream(file);
        try {
            return switch (this) {
                case NONE -> new BufferedInputStream(packed, BUFFER_BYTES);
                case GZIP -> new BufferedInputStream(new GzipMembers(packed), BUFFER_BYTES);
                case ZSTD ->
                    new BufferedInputStream(
                            new ZstdInputStream(new BufferedInputStream(packed, BUFFER_BYTES)), BUFFER_BYTES);
            };
        } catch (IOException e) {
            packed.close();
            throw e;
        }
    }
}
