package dev.kith.ingest.connection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes for a procedure, in pieces of the size that Bolt carries fastest in a list. */
public final class BytePieces {
    private static final int PIECE_BYTES = 256 << 10;

    private BytePieces() {}

    public static List<byte[]> of(byte[] all) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < all.length; from += PIECE_BYTES) {
            pieces.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + PIECE_BYTES)));
        }
        return pieces;
    }
}
