package dev.kith.ingest.mapping;

import dev.kith.ingest.file.Row;
import java.nio.file.Path;

/** Where an entity stands in the files. */
public record Origin(Path file, Row row) {
    /** {@code people.csv, line 7}. */
    public String place() {
        return file + ", line " + row.line();
    }
}
