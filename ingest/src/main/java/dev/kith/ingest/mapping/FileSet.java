package dev.kith.ingest.mapping;

import java.util.List;

/**
 * Files of the same columns.
 *
 * @param files paths or patterns, relative to the mapping file
 * @param header a file whose first line is the header of all of them, or null where each has its own
 * @param delimiter of fields in CSV files, null for the usual one
 * @param quote of fields in CSV files, null for double quotes
 * @param arrayDelimiter of the elements of a list in a text, null for a semicolon
 */
public record FileSet(List<String> files, String header, String delimiter, String quote, String arrayDelimiter) {
    public FileSet {
        files = files == null ? List.of() : List.copyOf(files);
    }

    static FileSet of(List<String> files) {
        return new FileSet(files, null, null, null, null);
    }

    String elementDelimiter() {
        return arrayDelimiter == null ? ";" : arrayDelimiter;
    }
}
