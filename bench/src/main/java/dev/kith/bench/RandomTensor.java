package dev.kith.bench;

import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;

/** Content for what is measured. */
final class RandomTensor {
    private RandomTensor() {}

    /** Uniform in [-1, 1). */
    static Tensor of(int rows, int columns, long seed) {
        Tensor tensor = Tensor.uninitialised(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < columns; c++) {
                tensor.set(i, c, 2f * CounterRandom.uniform(seed, i, c) - 1f);
            }
        }
        return tensor;
    }
}
