package dev.kith.ingest.file;

import java.util.Arrays;

/** Bytes that are added one by one. */
final class GrowingBytes {
    /** An array that one long record has stretched is given back with the next. */
    private static final int KEPT = 1 << 20;

    private byte[] array = new byte[256];
    private int length;

    void add(int value) {
        if (length == array.length) {
            array = Arrays.copyOf(array, 2 * length);
        }
        array[length++] = (byte) value;
    }

    void clear() {
        if (array.length > KEPT) {
            array = new byte[256];
        }
        length = 0;
    }

    /** Longer than {@link #length}. */
    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }
}
