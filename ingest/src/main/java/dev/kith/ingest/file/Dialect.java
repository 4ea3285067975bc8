package dev.kith.ingest.file;

import dev.kith.graph.KithException;
import java.nio.file.Path;
import java.util.Locale;

/** How a CSV file separates its fields and quotes them. */
public record Dialect(char delimiter, char quote) {
    public Dialect {
        check("delimiter", delimiter);
        check("quote", quote);
        if (delimiter == quote) {
            throw new KithException(
                    "The delimiter and the quote of a CSV file are both '" + quote + "'; they must differ.");
        }
    }

    /**
     * What was asked for, else a tab in {@code .tsv} files and a comma elsewhere, and double quotes.
     *
     * @param delimiter one character, {@code TAB}, or null
     * @param quote one character, or null
     */
    public static Dialect of(Path file, String delimiter, String quote) {
        boolean tabs =
                Compression.of(file).stripped(file).toLowerCase(Locale.ROOT).endsWith(".tsv");
        return new Dialect(
                delimiter == null ? tabs ? '\t' : ',' : character("delimiter", delimiter),
                quote == null ? '"' : character("quote", quote));
    }

    private static char character(String what, String given) {
        if (given.equalsIgnoreCase("TAB") || given.equals("\\t")) {
            return '\t';
        }
        if (given.length() != 1) {
            throw new KithException("The " + what + " of a CSV file is one character, or TAB, not '" + given + "'.");
        }
        return given.charAt(0);
    }

    /** Fields are found among bytes, so that both must be bytes of their own in UTF-8. */
    private static void check(String what, char c) {
        if (c > 126 || c == '\n' || c == '\r' || c == 0) {
            throw new KithException(
                    "The " + what + " of a CSV file must be a character of ASCII, and no end of a line.");
        }
    }
}
