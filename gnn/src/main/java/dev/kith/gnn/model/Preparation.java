package dev.kith.gnn.model;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;

/**
 * What a network makes of features and graph before it reads them: the same for every step, without weights, so that it
 * is computed once for a training or a prediction and shared by all networks that ask for an equal one. A preparation is
 * a value: two are equal exactly where they make the same of the same.
 */
public interface Preparation {
    /** Reads the features as they are. */
    Preparation NONE = new Preparation() {
        @Override
        public long bytes(int rows, int columns) {
            return 0;
        }

        @Override
        public Prepared prepare(Engine engine, Input x, Neighbourhoods graph, Matrices.Space space) {
            return new Prepared(x, null);
        }
    };

    /** Bytes of what it takes from the space for features {@code [rows, columns]}. */
    long bytes(int rows, int columns);

    /** Bytes that it holds only while it works on them, of what it takes from the space apart. */
    default long workBytes(Input x) {
        return 0;
    }

    /**
     * @param x {@code [n, f]}, constant
     * @param space where large matrices are taken from
     */
    Prepared prepare(Engine engine, Input x, Neighbourhoods graph, Matrices.Space space);

    /**
     * What the network reads instead of the features. Closing it gives its own memory back, not that of the features.
     *
     * @param memory of the matrices that were made, or null where there are none
     */
    record Prepared(Input input, Matrices memory) implements AutoCloseable {
        @Override
        public void close() {
            if (memory != null) {
                memory.close();
            }
        }
    }
}
