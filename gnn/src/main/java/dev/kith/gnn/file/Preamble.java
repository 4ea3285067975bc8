package dev.kith.gnn.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * The first fields of a {@code model.json}, read without reading the rest: what it is, and its checksum.
 *
 * @param format null where the file names none
 * @param version 0 where the file names none
 * @param digitsAt where the checksum's digits stand, -1 where there are none
 */
record Preamble(String format, long version, String sha256, int digitsAt) {
    static final String FORMAT = "format";
    static final String VERSION = "version";
    static final String SHA_256 = "sha256";

    private static final JsonFactory JSON = new JsonFactory();

    /** @throws IOException where the bytes are not JSON up to the last of these fields */
    static Preamble of(byte[] bytes) throws IOException {
        String format = null;
        long version = 0;
        String sha256 = "";
        int digitsAt = -1;
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Preamble(null, 0, sha256, digitsAt);
            }
            while ((format == null || version == 0 || digitsAt < 0) && json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING && field.equals(FORMAT)) {
                    format = json.getText();
                } else if (value == JsonToken.VALUE_NUMBER_INT && field.equals(VERSION)) {
                    version = json.getLongValue();
                } else if (value == JsonToken.VALUE_STRING && field.equals(SHA_256)) {
                    sha256 = json.getText();
                    digitsAt = 1 + (int) json.currentTokenLocation().getByteOffset();
                } else {
                    json.skipChildren();
                }
            }
        }
        return new Preamble(format, version, sha256, digitsAt);
    }

    /** Whether the bytes are those that were written. */
    boolean holds(byte[] bytes) {
        return sha256.length() == Checksum.LENGTH
                && digitsAt > 0
                && digitsAt + Checksum.LENGTH <= bytes.length
                && sha256.equals(
                        new String(bytes, digitsAt, Checksum.LENGTH, java.nio.charset.StandardCharsets.US_ASCII))
                && Checksum.without(bytes, digitsAt).equals(sha256);
    }
}
