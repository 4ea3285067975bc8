package dev.kith.ingest.file;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqInterval;
import dev.hardwood.row.PqList;
import dev.hardwood.schema.SchemaNode;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A Parquet file: flat columns, and lists of numbers, texts or booleans. */
final class ParquetRows implements dev.kith.ingest.file.RowReader {
    private final Path file;
    private final ParquetFileReader parquet;
    private final RowReader rows;
    private final List<String> columns;
    private long row;

    ParquetRows(Path file) {
        this.file = file;
        try {
            parquet = ParquetFileReader.open(InputFile.of(file));
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            throw damaged(e);
        }
        columns = parquet.getFileSchema().getRootNode().children().stream()
                .map(SchemaNode::name)
                .toList();
        rows = parquet.rowReader();
    }

    private KithException damaged(Throwable e) {
        return new KithException(
                "The Parquet file %s cannot be read behind row %,d: %s. Write it again, compressed with Snappy, Zstandard or gzip."
                        .formatted(
                                file,
                                row,
                                String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("it is damaged")),
                e);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Row next() {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            rows.next();
            row++;
            Object[] cells = new Object[columns.size()];
            for (int c = 0; c < cells.length; c++) {
                cells[c] = rows.isNull(c) ? null : value(columns.get(c), rows.getValue(c));
            }
            return new Row.Cells(row, Arrays.asList(cells), null);
        } catch (BrokenValue e) {
            return new Row.Broken(row, e.getMessage(), "");
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            throw damaged(e);
        }
    }

    private static Object value(String column, Object value) throws BrokenValue {
        return switch (value) {
            case Integer number -> (long) number;
            case Float number -> (double) number;
            case Instant moment -> moment.atZone(ZoneOffset.UTC);
            case BigDecimal number -> number.toString();
            case UUID uuid -> uuid.toString();
            case PqList list -> elements(column, list);
            case PqInterval interval ->
                throw new BrokenValue("its column '" + column + "' holds intervals, which Kith does not read");
            case Long number -> number;
            case Double number -> number;
            case Boolean flag -> flag;
            case String text -> text;
            case java.time.temporal.Temporal temporal -> temporal;
            default ->
                throw new BrokenValue("its column '" + column
                        + "' holds neither numbers, texts, booleans and times nor lists of them");
        };
    }

    private static List<Object> elements(String column, PqList list) throws BrokenValue {
        List<Object> elements = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            elements.add(list.isNull(i) ? null : value(column, list.get(i)));
        }
        return elements;
    }

    @Override
    public void close() {
        try (parquet) {
            rows.close();
        } catch (IOException e) {
            throw Unreadable.file(file, e);
        }
    }
}
