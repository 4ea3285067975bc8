package dev.kith.ingest.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes as text; none that is not UTF-8 becomes a replacement character without anybody's knowledge. */
final class Utf8Text {
    private Utf8Text() {}

    /** @throws CharacterCodingException where they are not UTF-8 */
    static String strict(byte[] bytes, int length) throws CharacterCodingException {
        int high = 0;
        for (int i = 0; i < length; i++) {
            high |= bytes[i];
        }
        return high >= 0
                ? new String(bytes, 0, length, StandardCharsets.ISO_8859_1)
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, 0, length))
                        .toString();
    }
}
