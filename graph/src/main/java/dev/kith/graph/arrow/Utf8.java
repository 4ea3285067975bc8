package dev.kith.graph.arrow;

import dev.kith.graph.KithException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts as UTF-8 and back, refusing what would not come back as it was. */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** @throws KithException where the text has half of a surrogate pair */
    static byte[] encode(String text, String column, long row) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    throw new KithException("The text in row " + row + " of the column '" + column
                            + "' has half of a surrogate pair at position " + i
                            + ", which UTF-8 cannot hold; correct the text.");
                }
                i++;
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** @throws KithException where the bytes are not UTF-8 */
    static String decode(byte[] bytes, String column, long row) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // Bytes that are no text become the replacement character, which may also be what was written.
        if (text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))) {
            throw new KithException(
                    "The text in row " + row + " of the column '" + column + "' is not UTF-8; write it as UTF-8.");
        }
        return text;
    }
}
