package dev.kith.ingest.file;

import dev.kith.graph.KithException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens the reader that a file's name asks for. */
public final class Rows {
    private Rows() {}

    /**
     * @param given the columns of a CSV file without a header of its own, or the fields of a JSON Lines file; null where
     *     the file says them
     * @throws KithException where the file cannot be read
     */
    public static RowReader open(Path file, Dialect dialect, List<String> given) {
        return open(file, dialect, given, List.of());
    }

    /** @param mapped columns that a JSON Lines file has even where none of its first objects does */
    public static RowReader open(Path file, Dialect dialect, List<String> given, List<String> mapped) {
        return open(file, dialect, given, mapped, Fetched.NONE);
    }

    /** @param fetched rows of files that hold queries */
    public static RowReader open(Path file, Dialect dialect, List<String> given, List<String> mapped, Fetched fetched) {
        if (!Files.isRegularFile(file)) {
            throw new KithException("There is no file " + file + ".");
        }
        return switch (FileFormat.of(file)) {
            case CSV -> new CsvRows(file, dialect, given);
            case JSON_LINES -> new JsonLines(file, given, mapped);
            case PARQUET -> new ParquetRows(uncompressed(file));
            case CYPHER -> new FetchedRows(fetched.of(file));
            case ARROW -> new ArrowRows(uncompressed(file));
        };
    }

    private static Path uncompressed(Path file) {
        if (Compression.of(file) != Compression.NONE) {
            throw new KithException("The file " + file
                    + " is compressed as a whole, and such files are compressed inside; unpack it first.");
        }
        return file;
    }
}
