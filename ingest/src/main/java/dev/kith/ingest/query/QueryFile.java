package dev.kith.ingest.query;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A file with one query of Cypher. */
record QueryFile(Path file, String text) {
    private static final String ENDING = ".cypher";
    private static final long MOST_BYTES = 1 << 20;

    /** @throws KithException where there is none in it */
    static QueryFile read(Path file) {
        if (!file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ENDING)) {
            throw new KithException("The query in " + file + " is compressed; unpack it.");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new KithException("The file " + file + " is larger than 1 MiB; it holds no query.");
            }
            String text = Files.readString(file).strip().replaceAll(";+\\s*$", "");
            if (text.isBlank()) {
                throw new KithException("The file " + file + " holds no query; write one into it.");
            }
            return new QueryFile(file, text);
        } catch (MalformedInputException e) {
            throw new KithException("The query in " + file + " is not UTF-8; save it as UTF-8.", e);
        } catch (IOException e) {
            throw new KithException("The query in " + file + " cannot be read; check that the file is there.", e);
        }
    }
}
