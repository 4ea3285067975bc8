package dev.kith.ingest.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Splits the bytes of a CSV file into records, and keeps each as it stood. Own code, because the parser that the graph's
 * readers use drops a record whose last field ends in a quoted CR before an LF, and none shows a record's own bytes.
 */
final class CsvRecords {
    /** Bytes that one record may have: more is a quote that was never closed. */
    static final int MOST_BYTES_OF_A_RECORD = 16 << 20;

    private static final int END = -1;

    private final InputStream bytes;
    private final Dialect dialect;
    private final byte[] buffer = new byte[1 << 16];
    private final GrowingBytes record = new GrowingBytes();
    private final GrowingBytes field = new GrowingBytes();
    private int position;
    private int limit;
    private long nextLine = 1;

    private List<Object> cells = new ArrayList<>();
    private String problem;
    private long line;

    CsvRecords(InputStream bytes, Dialect dialect) {
        this.bytes = bytes;
        this.dialect = dialect;
    }

    /** Texts, null where a field is empty without quotes. */
    List<Object> cells() {
        return Collections.unmodifiableList(cells);
    }

    /** What is wrong with the record, or null. */
    String problem() {
        return problem;
    }

    /** The line on which the record begins, from 1. */
    long line() {
        return line;
    }

    /** The record as it stands in the file, without the end of its line. */
    String text() {
        return new String(record.array(), 0, record.length(), StandardCharsets.UTF_8);
    }

    /** Reads the next record that is no blank line; false behind the last. */
    boolean next() throws IOException, TooLongException {
        do {
            if (peek() == END) {
                return false;
            }
            begin();
            int end;
            do {
                end = field();
            } while (end == dialect.delimiter());
        } while (record.length() == 0);
        return true;
    }

    /** A record is longer than any is. */
    static final class TooLongException extends Exception {
        private TooLongException() {}
    }

    private void begin() {
        cells = new ArrayList<>(cells.size());
        problem = null;
        line = nextLine;
        record.clear();
    }

    /** Reads a field and what ends it: the delimiter, the end of the line, or that of the file. */
    private int field() throws IOException, TooLongException {
        field.clear();
        boolean quoted = peek() == dialect.quote();
        int c = quoted ? quoted() : peek();
        while (c != END && c != dialect.delimiter() && c != '\n' && c != '\r') {
            field.add(take());
            c = peek();
        }
        addCell(quoted);
        if (c == dialect.delimiter()) {
            take();
        } else {
            endLine(c);
        }
        return c;
    }

    /** Reads a field's quoted part; returns what stands behind it. */
    private int quoted() throws IOException, TooLongException {
        take();
        int before = 0;
        while (true) {
            int c = peek();
            if (c == END) {
                problem = "its quotes are not closed";
                return END;
            }
            take();
            if (c == dialect.quote()) {
                if (peek() != dialect.quote()) {
                    break;
                }
                take();
            }
            field.add(c);
            if (c == '\r' || (c == '\n' && before != '\r')) {
                nextLine++;
            }
            before = c;
        }
        int behind = peek();
        if (behind != END && behind != dialect.delimiter() && behind != '\n' && behind != '\r') {
            problem = "something stands behind the closing quote of its field " + (cells.size() + 1);
        }
        return behind;
    }

    private void addCell(boolean quoted) {
        try {
            cells.add(field.length() == 0 && !quoted ? null : Utf8Text.strict(field.array(), field.length()));
        } catch (CharacterCodingException e) {
            cells.add(null);
            problem = "its field " + cells.size() + " is not UTF-8";
        }
    }

    /** The end of a line is no part of the record. */
    private void endLine(int c) throws IOException {
        if (c == END) {
            return;
        }
        position++;
        if (c == '\r' && peek() == '\n') {
            position++;
        }
        nextLine++;
    }

    private int peek() throws IOException {
        if (position == limit) {
            limit = bytes.read(buffer, 0, buffer.length);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return END;
            }
        }
        return buffer[position] & 0xFF;
    }

    private int take() throws TooLongException {
        int c = buffer[position++] & 0xFF;
        if (record.length() == MOST_BYTES_OF_A_RECORD) {
            throw new TooLongException();
        }
        record.add(c);
        return c;
    }
}
