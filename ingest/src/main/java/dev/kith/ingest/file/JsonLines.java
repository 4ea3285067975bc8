package dev.kith.ingest.file;

import dev.kith.graph.KithException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file with a JSON object on each line. Its columns are the fields of the first thousand objects and those that a mapping
 * names; a later object with another field is a broken row, so that no value is dropped unseen.
 */
final class JsonLines implements RowReader {
    static final int MOST_BYTES_OF_A_LINE = 16 << 20;
    private static final int ROWS_FOR_COLUMNS = 1_000;

    private final Path file;
    private final InputStream bytes;
    private final List<String> columns;
    private long line;

    /**
     * @param given the columns, or null where the first objects say them
     * @param mapped columns that it has beside those that the first objects say
     */
    JsonLines(Path file, List<String> given, List<String> mapped) {
        this.file = file;
        columns = given == null ? columns(file, mapped) : given;
        bytes = open(file);
    }

    private static InputStream open(Path file) {
        try {
            return ByteOrderMark.skip(file, Compression.of(file).open(file));
        } catch (IOException e) {
            throw Unreadable.file(file, e);
        }
    }

    private static List<String> columns(Path file, List<String> mapped) {
        Set<String> names = new LinkedHashSet<>();
        try (JsonLines all = new JsonLines(file, List.of(), List.of())) {
            for (int row = 0; row < ROWS_FOR_COLUMNS; row++) {
                byte[] text = all.read();
                if (text == null) {
                    break;
                }
                try {
                    names.addAll(
                            JsonObject.parse(Utf8Text.strict(text, text.length)).keySet());
                } catch (BrokenValue | CharacterCodingException e) {
                    // It is rejected when its turn comes.
                }
            }
        }
        names.addAll(mapped);
        return List.copyOf(names);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Row next() {
        byte[] read = read();
        if (read == null) {
            return null;
        }
        String text = new String(read, StandardCharsets.UTF_8);
        try {
            return new Row.Cells(line, cells(JsonObject.parse(Utf8Text.strict(read, read.length))), text);
        } catch (BrokenValue e) {
            return new Row.Broken(line, e.getMessage(), text);
        } catch (CharacterCodingException e) {
            return new Row.Broken(line, "it is not UTF-8", text);
        }
    }

    private List<Object> cells(Map<String, Object> object) throws BrokenValue {
        Object[] cells = new Object[columns.size()];
        int found = 0;
        for (int c = 0; c < cells.length; c++) {
            if (object.containsKey(columns.get(c))) {
                cells[c] = object.get(columns.get(c));
                found++;
            }
        }
        if (found < object.size()) {
            List<String> unknown = new ArrayList<>(object.keySet());
            unknown.removeAll(columns);
            throw new BrokenValue("it has the field '" + unknown.getFirst()
                    + "', which the rows before have not; name it in a mapping file");
        }
        return Arrays.asList(cells);
    }

    /** The bytes of the next line that is not blank, without its end; null behind the last. */
    private byte[] read() {
        try {
            while (true) {
                ByteArrayOutputStream text = new ByteArrayOutputStream(256);
                int c = bytes.read();
                if (c < 0) {
                    return null;
                }
                line++;
                boolean blank = true;
                for (; c >= 0 && c != '\n'; c = bytes.read()) {
                    blank &= c == ' ' || c == '\t' || c == '\r';
                    text.write(c);
                    if (text.size() > MOST_BYTES_OF_A_LINE) {
                        throw new KithException("Line %,d of %s has more than %,d bytes; break it up."
                                .formatted(line, file, MOST_BYTES_OF_A_LINE));
                    }
                }
                if (!blank) {
                    byte[] whole = text.toByteArray();
                    boolean carriage = whole[whole.length - 1] == '\r';
                    return carriage ? Arrays.copyOf(whole, whole.length - 1) : whole;
                }
            }
        } catch (IOException e) {
            throw Unreadable.after(file, line, e);
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
