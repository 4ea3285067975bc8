package dev.kith.ingest.file;

import java.util.List;

/** The rows of one file, once, in their order. */
public interface RowReader extends AutoCloseable {
    /** Names of the columns as they stand in the file. */
    List<String> columns();

    /**
     * The next row, or null behind the last.
     *
     * @throws dev.kith.graph.KithException where the rest of the file cannot be read
     */
    Row next();

    @Override
    void close();
}
