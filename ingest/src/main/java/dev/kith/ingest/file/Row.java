package dev.kith.ingest.file;

import java.util.List;
import java.util.stream.Collectors;

/** A row of a file, and where it stands. */
public sealed interface Row {
    /** The line on which it begins, from 1; in columnar files the number of the row, from 1. */
    long line();

    /** The row as it stands in the file; of a columnar file its values. */
    String text();

    /**
     * A row with a cell for each column.
     *
     * @param cells texts, or the values that the file's format has; null where there is none
     * @param original null in columnar files, where it is made of the cells
     */
    record Cells(long line, List<Object> cells, String original) implements Row {
        @Override
        public String text() {
            return original != null
                    ? original
                    : cells.stream()
                            .map(cell -> cell == null ? "" : cell.toString())
                            .collect(Collectors.joining(","));
        }
    }

    /** A row that cannot be read, and why: half a sentence. */
    record Broken(long line, String reason, String text) implements Row {}
}
