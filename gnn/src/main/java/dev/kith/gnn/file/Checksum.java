package dev.kith.gnn.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in hexadecimal. */
final class Checksum {
    static final int LENGTH = 64;

    private static final byte[] ZEROS = "0".repeat(LENGTH).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private Checksum() {}

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** Of bytes that hold a checksum's digits themselves: they count as zeros. */
    static String without(byte[] bytes, int digitsAt) {
        MessageDigest digest = sha256();
        digest.update(bytes, 0, digitsAt);
        digest.update(ZEROS);
        digest.update(bytes, digitsAt + LENGTH, bytes.length - digitsAt - LENGTH);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
