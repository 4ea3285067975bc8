package dev.kith.graph.column;

import dev.kith.graph.KithException;
import java.util.Arrays;

/** Arrays that grow while a column is read: by half at least, so that growing costs O(1) a value. */
public final class Capacity {
    private static final int MOST = Integer.MAX_VALUE - 8;

    private Capacity() {}

    /**
     * The length of an array that takes {@code needed} values, {@code length} or longer.
     *
     * @throws KithException where no array is that long
     */
    static int grown(int length, long needed) {
        if (needed <= length) {
            return length;
        }
        if (needed > MOST) {
            throw new KithException(
                    "A column of %,d values is more than one array holds (%,d); make a smaller graph of it."
                            .formatted(needed, MOST));
        }
        return (int) Math.min(MOST, Math.max(needed, (long) length + (length >> 1) + 16));
    }

    public static short[] grown(short[] values, long needed) {
        int length = grown(values.length, needed);
        return length == values.length ? values : Arrays.copyOf(values, length);
    }

    public static int[] grown(int[] values, long needed) {
        int length = grown(values.length, needed);
        return length == values.length ? values : Arrays.copyOf(values, length);
    }

    public static long[] grown(long[] values, long needed) {
        int length = grown(values.length, needed);
        return length == values.length ? values : Arrays.copyOf(values, length);
    }

    public static float[] grown(float[] values, long needed) {
        int length = grown(values.length, needed);
        return length == values.length ? values : Arrays.copyOf(values, length);
    }

    public static double[] grown(double[] values, long needed) {
        int length = grown(values.length, needed);
        return length == values.length ? values : Arrays.copyOf(values, length);
    }

    public static boolean[] grown(boolean[] values, long needed) {
        int length = grown(values.length, needed);
        return length == values.length ? values : Arrays.copyOf(values, length);
    }

    public static String[] grown(String[] values, long needed) {
        int length = grown(values.length, needed);
        return length == values.length ? values : Arrays.copyOf(values, length);
    }
}
