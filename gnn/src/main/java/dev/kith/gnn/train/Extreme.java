package dev.kith.gnn.train;

import dev.kith.gnn.nn.Input;

/** The largest feature of an input, by size. */
record Extreme(int row, int column, float size) {

    /** Of constant features; size 0 where there is none. */
    static Extreme of(Input input) {
        Extreme most = new Extreme(0, 0, 0f);
        switch (input) {
            case Input.Sparse sparse -> {
                int[] offsets = sparse.matrix().pattern().offsets();
                for (int i = 0; i < input.rows(); i++) {
                    for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                        float size = Math.abs(sparse.matrix().value(i, k));
                        most = size > most.size
                                ? new Extreme(i, sparse.matrix().pattern().indices()[k], size)
                                : most;
                    }
                }
            }
            case Input.Dense dense -> {
                for (int i = 0; i < input.rows(); i++) {
                    for (int c = 0; c < input.columns(); c++) {
                        float size = Math.abs(dense.tensor().get(i, c));
                        most = size > most.size ? new Extreme(i, c, size) : most;
                    }
                }
            }
            case Input.Beside beside -> {
                // Parts are made of the same features: a column is that of its part.
                for (Input part : beside.parts()) {
                    Extreme other = of(part);
                    most = other.size > most.size ? other : most;
                }
            }
            case Input.Hidden hidden ->
                throw new IllegalArgumentException("A layer's value has no name: " + hidden + ".");
        }
        return most;
    }
}
