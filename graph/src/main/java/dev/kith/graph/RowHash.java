package dev.kith.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The SHA-256 of one row after the other: a row's bytes are collected and hashed in one go. Not for several threads. */
final class RowHash {
    private static final int BYTES = 32;
    private static final VarHandle NUMBER = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MessageDigest digest;
    private final byte[] hash = new byte[BYTES];
    private byte[] row = new byte[256];
    private int size;

    RowHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    void tag(int tag) {
        reserve(1);
        row[size++] = (byte) tag;
    }

    /** Big-endian. */
    void number(long number) {
        reserve(Long.BYTES);
        NUMBER.set(row, size, number);
        size += Long.BYTES;
    }

    void text(String text) {
        text(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Its length, then its bytes. */
    void text(byte[] bytes) {
        number(bytes.length);
        reserve(bytes.length);
        System.arraycopy(bytes, 0, row, size, bytes.length);
        size += bytes.length;
    }

    /** Adds the row's hash to a sum, and begins the next row. */
    void addTo(Sum sum) {
        take();
        sum.add(hash);
    }

    /** The row's hash in hexadecimal digits. */
    String hex() {
        take();
        return HexFormat.of().formatHex(hash);
    }

    private void take() {
        try {
            digest.update(row, 0, size);
            digest.digest(hash, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("A SHA-256 has 32 bytes.", e);
        }
        size = 0;
    }

    private void reserve(int bytes) {
        if (row.length - size < bytes) {
            row = Arrays.copyOf(row, Math.max(2 * row.length, size + bytes));
        }
    }

    /** A sum of hashes as 256-bit numbers; what is beyond that is dropped. */
    static final class Sum {
        static final int WORDS = BYTES / Long.BYTES;

        private final long[] words = new long[WORDS];

        /** The lowest word is word 0. */
        long word(int index) {
            return words[index];
        }

        private void add(byte[] hash) {
            long carry = 0;
            for (int w = 0; w < WORDS; w++) {
                carry = add(w, (long) NUMBER.get(hash, w * Long.BYTES), carry);
            }
        }

        Sum plus(Sum other) {
            Sum sum = new Sum();
            long carry = 0;
            for (int w = 0; w < WORDS; w++) {
                sum.words[w] = words[w];
                carry = sum.add(w, other.words[w], carry);
            }
            return sum;
        }

        private long add(int w, long x, long carry) {
            long partial = words[w] + x;
            long over = Long.compareUnsigned(partial, x) < 0 ? 1 : 0;
            words[w] = partial + carry;
            return over + (Long.compareUnsigned(words[w], partial) < 0 ? 1 : 0);
        }
    }
}
