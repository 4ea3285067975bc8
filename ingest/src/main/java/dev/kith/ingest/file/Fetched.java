package dev.kith.ingest.file;

import dev.kith.graph.KithException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Rows of queries that lie in files: a query can give other rows each time, and whoever goes on with an ingest needs those
 * of before.
 *
 * @param rows the file with the rows by the file with the query
 */
public record Fetched(Map<Path, Path> rows) {
    public static final Fetched NONE = new Fetched(Map.of());

    /** Where the rows of a file are: in itself, unless it holds a query. */
    public Path of(Path file) {
        if (FileFormat.find(file).orElse(null) != FileFormat.CYPHER) {
            return file;
        }
        Path found = rows.get(file);
        if (found == null) {
            throw new KithException(
                    "The file " + file + " holds a query for another Neo4j; name its server with --from URI.");
        }
        return found;
    }
}
