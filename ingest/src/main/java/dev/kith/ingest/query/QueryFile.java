package dev.kith.ingest.query;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with one query of Cypher. */
record QueryFile(Path file, String text) {
    private static final long MOST_BYTES = 1 << 20;

    /** @throws KithException where there is none in it */
    static QueryFile read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new KithException("The file " + file + " is larger than 1 MiB; it holds no query.");
            }
            String text = Files.readString(file).strip().replaceAll(";+\\s*$", "");
            if (text.isBlank()) {
                throw new KithException("The file " + file + " holds no query; write one into it.");
            }
            return new QueryFile(file, text);
        } catch (IOException e) {
            throw new KithException("The query in " + file + " cannot be read; check that the file is there.", e);
        }
    }
}
