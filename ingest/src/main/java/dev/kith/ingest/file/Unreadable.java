package dev.kith.ingest.file;

import dev.kith.graph.KithException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Sentences about files that cannot be read on. */
final class Unreadable {
    private Unreadable() {}

    static KithException file(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new KithException("There is no file " + file + ".", e);
        }
        return after(file, 0, e);
    }

    /** @param line the last that was read, 0 before any */
    static KithException after(Path file, long line, IOException e) {
        String where = line == 0 ? file.toString() : file + " behind line " + line;
        boolean packed = Compression.of(file) != Compression.NONE
                && (e instanceof EOFException
                        || e instanceof ZipException
                        || e.getClass().getName().contains("Zstd"));
        return packed
                ? new KithException(
                        "The compressed data of " + where + " is damaged or cut off; fetch the file again.", e)
                : new KithException("The file " + where + " cannot be read: " + e.getMessage() + ".", e);
    }
}
