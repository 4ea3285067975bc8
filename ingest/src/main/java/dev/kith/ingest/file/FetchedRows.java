package dev.kith.ingest.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rows of a query, as {@link Writing} has put them into a file: an array for each, the columns' names first. */
public final class FetchedRows implements RowReader {
    /** The end of a file's name, with that of its compression. */
    public static final String ENDING = ".rows.zst";

    /** Of a row, as everywhere. */
    private static final int MOST_CHARACTERS = 16 << 20;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(2 * MOST_CHARACTERS)
                    .build())
            .build());

    private final Path file;
    private final JsonParser json;
    private final List<String> columns;
    private long row;

    FetchedRows(Path file) {
        this.file = file;
        try {
            json = JSON.getFactory().createParser(Compression.of(file).open(file));
        } catch (IOException e) {
            throw Unreadable.file(file, e);
        }
        try {
            JsonNode names = array();
            if (names == null) {
                throw new IOException("it is empty");
            }
            columns = new ArrayList<>();
            names.forEach(name -> columns.add(name.asText()));
        } catch (IOException e) {
            close();
            throw Unreadable.file(file, e);
        }
    }

    @Override
    public List<String> columns() {
        return List.copyOf(columns);
    }

    /** The next one, or null behind the last. */
    private JsonNode array() throws IOException {
        return JSON.readTree(json);
    }

    @Override
    public Row next() {
        try {
            JsonNode values = array();
            if (values == null) {
                return null;
            }
            row++;
            List<Object> cells = new ArrayList<>(columns.size());
            values.forEach(cell -> cells.add(FetchedValue.read(cell)));
            return new Row.Cells(row, cells, null);
        } catch (IOException e) {
            throw Unreadable.after(file, row, e);
        }
    }

    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw Unreadable.file(file, e);
        }
    }

    /** Writes such a file, row by row. */
    public static final class Writing implements AutoCloseable {
        private final List<String> columns;
        private final JsonGenerator json;
        private long rows;

        public Writing(Path file, List<String> columns) throws IOException {
            this.columns = columns;
            OutputStream packed = new ZstdOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
            json = JSON.getFactory().createGenerator(packed);
            json.writeStartArray();
            for (String column : columns) {
                json.writeString(column);
            }
            json.writeEndArray();
        }

        /** @throws BrokenValue where one of its values is nothing that a property can hold */
        public void add(List<Object> values) throws IOException, BrokenValue {
            rows++;
            long characters = values.stream().mapToLong(FetchedValue::size).sum();
            if (characters > MOST_CHARACTERS) {
                throw new BrokenValue(
                        "row %d has %,d characters, and may have %,d".formatted(rows, characters, MOST_CHARACTERS));
            }
            json.writeRaw('\n');
            json.writeStartArray();
            for (int c = 0; c < columns.size(); c++) {
                try {
                    FetchedValue.write(json, values.get(c));
                } catch (BrokenValue e) {
                    throw new BrokenValue("the column '" + columns.get(c) + "' of row " + rows + " " + e.getMessage());
                }
            }
            json.writeEndArray();
        }

        public long rows() {
            return rows;
        }

        @Override
        public void close() throws IOException {
            json.close();
        }
    }
}
