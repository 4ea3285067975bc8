package dev.kith.gnn.tensor;

import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;

/** Random numbers, tensors and patterns for tests; each is a function of its stream. */
public final class Draw {
    private static final long SEED = 11;

    private Draw() {}

    /** Uniform in [-1, 1). */
    public static float[] floats(long stream, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 2f * CounterRandom.uniform(SEED, stream, i) - 1f;
        }
        return values;
    }

    /** {@code [rows, columns]}, uniform in [-1, 1), every fifth row zero. */
    public static Tensor tensor(long stream, int rows, int columns) {
        float[] values = floats(stream, rows * columns);
        for (int i = 4; i < rows; i += 5) {
            Arrays.fill(values, i * columns, (i + 1) * columns, 0f);
        }
        return Tensor.of(rows, columns, values);
    }

    /** What a kernel that overwrites its output must not read. */
    public static Tensor notNumbers(int rows, int columns) {
        float[] values = new float[rows * columns];
        Arrays.fill(values, Float.NaN);
        return Tensor.of(rows, columns, values);
    }

    /** The output before a kernel: numbers that it adds to, or none that it may read. */
    public static Tensor start(long stream, int rows, int columns, float beta) {
        return beta == 0f ? notNumbers(rows, columns) : tensor(stream, rows, columns);
    }

    /**
     * Up to six entries in a row at random places, some twice; the first and the last row are empty and the middle one
     * has {@code hub} entries.
     */
    public static SparsePattern pattern(long stream, int rows, int columns, int hub) {
        int[] offsets = new int[rows + 1];
        for (int i = 0; i < rows; i++) {
            int degree = i == rows / 2 ? hub : CounterRandom.below(SEED, stream, i, 7);
            offsets[i + 1] = offsets[i] + (i == 0 || i == rows - 1 ? 0 : degree);
        }
        int[] indices = new int[offsets[rows]];
        for (int i = 0; i < rows; i++) {
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                indices[k] = CounterRandom.below(SEED, stream + 1, k, columns);
            }
            Arrays.sort(indices, offsets[i], offsets[i + 1]);
        }
        return new SparsePattern(rows, columns, offsets, indices);
    }
}
