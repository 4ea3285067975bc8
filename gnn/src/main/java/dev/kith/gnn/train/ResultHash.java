package dev.kith.gnn.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.ObjIntConsumer;

/** SHA-256 over the rows of a result, little-endian: equal where all of it is. */
public final class ResultHash {
    private ResultHash() {}

    /**
     * @param bytes of a row
     * @param put writes a row's bytes, all of them
     * @return in hexadecimal
     */
    public static String of(int rows, int bytes, ObjIntConsumer<ByteBuffer> put) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer row = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < rows; i++) {
                put.accept(row.clear(), i);
                digest.update(row.array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
