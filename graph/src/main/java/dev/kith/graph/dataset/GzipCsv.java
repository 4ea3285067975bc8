package dev.kith.graph.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.kith.graph.KithException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** One gzip-compressed CSV file, read row by row; every refusal names the file and the line. */
final class GzipCsv implements AutoCloseable {
    static final int ANY_NUMBER = -1;

    private static final int MOST_CHARS_OF_A_ROW = 64 << 20;

    private final Path file;
    private final int expectedRows;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> rows;
    private final List<String> header;
    private int rowsRead;
    private long line;

    /**
     * @param first columns the header must begin with
     * @param expectedRows rows the file must have, or {@link #ANY_NUMBER}
     */
    GzipCsv(Path file, List<String> first, int expectedRows) {
        this.file = file;
        this.expectedRows = expectedRows;
        reader = CsvReader.builder()
                .skipEmptyLines(false)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .maxBufferSize(MOST_CHARS_OF_A_ROW)
                .ofCsvRecord(open(file));
        rows = reader.iterator();
        try {
            header = header(first);
        } catch (KithException e) {
            close();
            throw e;
        }
    }

    private static Reader open(Path file) {
        InputStream bytes = null;
        try {
            if (!Files.isRegularFile(file)) {
                throw new KithException("The file " + file + " is missing; the data set needs it.");
            }
            if (Files.size(file) == 0) {
                throw new KithException("The file " + file + " is empty; fetch it again.");
            }
            bytes = Files.newInputStream(file);
            return new InputStreamReader(
                    new GZIPInputStream(bytes, 1 << 16),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
        } catch (IOException e) {
            closeQuietly(bytes, e);
            if (e instanceof ZipException || e instanceof EOFException) {
                throw new KithException("The file " + file + " is not a gzip file, or is cut off; fetch it again.", e);
            }
            throw new KithException("The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static void closeQuietly(InputStream bytes, IOException reason) {
        try {
            if (bytes != null) {
                bytes.close();
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private List<String> header(List<String> first) {
        CsvRecord record = record();
        if (record == null) {
            throw new KithException(
                    "The file " + file + " holds no header line; it must begin with " + String.join(",", first) + ".");
        }
        List<String> names = List.copyOf(record.getFields());
        if (names.size() < first.size() || !names.subList(0, first.size()).equals(first)) {
            throw refuse("the header is " + String.join(",", names), "it must begin with " + String.join(",", first));
        }
        for (int c = 0; c < names.size(); c++) {
            if (names.get(c).isEmpty() || names.indexOf(names.get(c)) < c) {
                throw refuse(
                        "column " + (c + 1) + " has no name, or that of another column: '" + names.get(c) + "'",
                        "give every column a name of its own");
            }
        }
        return names;
    }

    List<String> header() {
        return header;
    }

    /** The next row, with as many fields as the header, or null at the end. */
    CsvRecord next() {
        CsvRecord row = record();
        if (row == null) {
            if (expectedRows != ANY_NUMBER && rowsRead != expectedRows) {
                throw new KithException("The file " + file + " has " + rowsRead + " rows and meta.json says "
                        + expectedRows + "; fetch the data set again, or correct meta.json.");
            }
            return null;
        }
        if (row.getFieldCount() != header.size()) {
            throw refuse(
                    "the line has " + row.getFieldCount() + " fields",
                    "the header has " + header.size() + "; give each line as many");
        }
        if (rowsRead++ == expectedRows) {
            throw refuse(
                    "there are more than the " + expectedRows + " rows of meta.json",
                    "fetch the data set again, or correct meta.json");
        }
        return row;
    }

    private CsvRecord record() {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            CsvRecord row = rows.next();
            line = row.getStartingLineNumber();
            return row;
        } catch (UncheckedIOException | CsvParseException e) {
            throw unreadable(e, e.getCause());
        }
    }

    private KithException unreadable(RuntimeException e, Throwable cause) {
        String where = "line " + (line + 1) + " of " + file + " or soon after";
        if (cause instanceof CharacterCodingException) {
            return new KithException("Text that is not UTF-8 stands in " + where + "; convert the file to UTF-8.", e);
        }
        if (cause instanceof EOFException || cause instanceof ZipException) {
            return new KithException(
                    "The gzip data of " + file + " is cut off or damaged at " + where + "; fetch the file again.", e);
        }
        String why = cause == null ? e.getMessage() : cause.getMessage();
        return new KithException("The file " + file + " cannot be read at " + where + ": " + why + ".", e);
    }

    /** A refusal of the current line. */
    KithException refuse(String what, String remedy) {
        return new KithException(file + ", line " + line + ": " + what + "; " + remedy + ".");
    }

    int whole(String text, String column) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw refuse("the " + column + " '" + text + "' is not a whole number", "correct it");
        }
    }

    float finite(String text, String column) {
        float value;
        try {
            value = Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw refuse("the " + column + " '" + text + "' is not a number", "correct it");
        }
        if (!Float.isFinite(value)) {
            throw refuse("the " + column + " is " + text, "features and weights must be finite numbers");
        }
        if (!isDecimal(text)) {
            throw refuse("the " + column + " '" + text + "' is not a decimal number", "write it with digits");
        }
        return value;
    }

    /** Java's own forms are none: a suffix (1f), hexadecimal digits, spaces around. */
    private static boolean isDecimal(String text) {
        char last = text.charAt(text.length() - 1);
        return text.charAt(0) > ' '
                && (Character.isDigit(last) || last == '.')
                && text.indexOf('x') < 0
                && text.indexOf('X') < 0;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
