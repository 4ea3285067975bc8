package dev.kith.graph.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.kith.graph.KithException;
import java.io.EOFException;
import java.io.IOException;
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
    private final Path file;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> rows;
    private final List<String> header;
    private long line;

    /** @param first columns the header must begin with */
    GzipCsv(Path file, List<String> first) {
        this.file = file;
        try {
            if (!Files.isRegularFile(file)) {
                throw new KithException("The file " + file + " is missing; the data set needs it.");
            }
            if (Files.size(file) == 0) {
                throw new KithException("The file " + file + " is empty; fetch it again.");
            }
            Reader text = new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file), 1 << 16),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
            reader = CsvReader.builder()
                    .skipEmptyLines(false)
                    .maxBufferSize(64 << 20)
                    .ofCsvRecord(text);
        } catch (ZipException | EOFException e) {
            throw new KithException("The file " + file + " is not a gzip file, or is cut off; fetch it again.", e);
        } catch (IOException e) {
            throw new KithException("The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
        rows = reader.iterator();
        CsvRecord record = next();
        if (record == null) {
            throw new KithException(
                    "The file " + file + " holds no header line; it must begin with " + String.join(",", first) + ".");
        }
        header = List.copyOf(record.getFields());
        if (header.size() < first.size() || !header.subList(0, first.size()).equals(first)) {
            throw refuse("the header is " + String.join(",", header), "it must begin with " + String.join(",", first));
        }
    }

    List<String> header() {
        return header;
    }

    /** The next row, with as many fields as the header, or null at the end. */
    CsvRecord next() {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            CsvRecord row = rows.next();
            line = row.getStartingLineNumber();
            if (header != null && row.getFieldCount() != header.size()) {
                throw refuse(
                        "the line has " + row.getFieldCount() + " fields",
                        "the header has " + header.size() + "; give each line as many");
            }
            return row;
        } catch (UncheckedIOException e) {
            throw unreadable(e, e.getCause());
        } catch (CsvParseException e) {
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
        return value;
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
