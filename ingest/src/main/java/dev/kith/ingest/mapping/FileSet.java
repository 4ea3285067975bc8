package dev.kith.ingest.mapping;

import java.nio.file.Path;
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

    /** The same files by full names, that are the same from every folder. */
    FileSet in(Path folder) {
        return new FileSet(
                files.stream().map(file -> absolute(folder, file)).toList(),
                header == null ? null : absolute(folder, header),
                delimiter,
                quote,
                arrayDelimiter);
    }

    private static String absolute(Path folder, String file) {
        return folder.resolve(file).toAbsolutePath().normalize().toString();
    }

    String elementDelimiter() {
        return arrayDelimiter == null ? ";" : arrayDelimiter;
    }
}
