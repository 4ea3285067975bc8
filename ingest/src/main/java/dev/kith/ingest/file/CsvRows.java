package dev.kith.ingest.file;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A CSV file. An empty field is no value, a quoted empty one the empty text. Fields are found among bytes and decoded one
 * by one, so that one that is not UTF-8 breaks its row only.
 */
final class CsvRows implements RowReader {
    private final Path file;
    private final InputStream bytes;
    private final CsvRecords records;
    private final List<String> columns;

    /** @param given the columns where the file has no header of its own, or null */
    CsvRows(Path file, Dialect dialect, List<String> given) {
        this.file = file;
        try {
            bytes = ByteOrderMark.skip(file, Compression.of(file).open(file));
        } catch (IOException e) {
            throw Unreadable.file(file, e);
        }
        records = new CsvRecords(bytes, dialect);
        try {
            columns = given == null ? header() : given;
        } catch (KithException e) {
            close();
            throw e;
        }
    }

    private List<String> header() {
        if (!read()) {
            throw new KithException("The file " + file + " has no header line; write one, or name a header file.");
        }
        boolean unnamed = records.cells().stream().anyMatch(cell -> cell == null || cell.equals(""));
        if (records.problem() != null || unnamed) {
            throw new KithException("The header of %s cannot be used: %s; correct line %d."
                    .formatted(
                            file,
                            records.problem() == null ? "one of its columns has no name" : records.problem(),
                            records.line()));
        }
        return records.cells().stream().map(Object::toString).toList();
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Row next() {
        if (!read()) {
            return null;
        }
        String problem = records.problem();
        if (problem == null && records.cells().size() != columns.size()) {
            problem = "it has " + fields(records.cells().size()) + " and the header has " + columns.size();
        }
        return problem == null
                ? new Row.Cells(records.line(), records.cells(), records.text())
                : new Row.Broken(records.line(), problem, records.text());
    }

    private static String fields(int count) {
        return count == 1 ? "1 field" : count + " fields";
    }

    private boolean read() {
        try {
            return records.next();
        } catch (IOException e) {
            throw Unreadable.after(file, records.line(), e);
        } catch (CsvRecords.TooLongException e) {
            throw new KithException(
                    "The record in line %,d of %s has more than %,d bytes; look there for a quote that is not closed."
                            .formatted(records.line(), file, CsvRecords.MOST_BYTES_OF_A_RECORD),
                    e);
        }
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            throw Unreadable.file(file, e);
        }
    }
}
