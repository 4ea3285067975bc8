package dev.kith.gnn.nn;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;

/**
 * Makes parameters with their initial values. Values are a function of (seed, parameter's name, index): adding a layer
 * changes no other layer's start.
 */
public final class Initialiser {
    private final long seed;
    private final String prefix;

    public Initialiser(long seed) {
        this(seed, "");
    }

    private Initialiser(long seed, String prefix) {
        this.seed = seed;
        this.prefix = prefix;
    }

    /** Names made by the result stand under {@code name.}. */
    public Initialiser within(String name) {
        return new Initialiser(seed, prefix + name + ".");
    }

    /**
     * Uniform in ±√(6 / (fanIn + fanOut)) (Glorot and Bengio 2010), the start of GCN and GAT.
     *
     * @return {@code [fanIn, fanOut]}
     */
    public Parameter glorot(String name, int fanIn, int fanOut) {
        return uniform(name, fanIn, fanOut, (float) Math.sqrt(6.0 / Math.max(1, fanIn + fanOut)), true);
    }

    /**
     * Uniform in ±1/√fanIn, the start of PyTorch's linear layers.
     *
     * @return {@code [fanIn, fanOut]}
     */
    public Parameter fanIn(String name, int fanIn, int fanOut) {
        return uniform(name, fanIn, fanOut, (float) (1.0 / Math.sqrt(Math.max(1, fanIn))), true);
    }

    /** Uniform in ±bound. */
    public Parameter uniform(String name, int rows, int columns, float bound, boolean decayed) {
        Tensor value = Tensor.uninitialised(rows, columns);
        long stream = stream(prefix + name);
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < columns; c++) {
                float u = CounterRandom.uniform(seed, stream, (long) i * columns + c);
                value.set(i, c, (2f * u - 1f) * bound);
            }
        }
        return Parameter.trained(prefix + name, value, decayed);
    }

    /** All elements equal; not decayed: biases, gains and shifts. */
    public Parameter constant(String name, int rows, int columns, float element) {
        return Parameter.trained(prefix + name, filled(rows, columns, element), false);
    }

    /** State that is saved but not trained. */
    public Parameter buffer(String name, int rows, int columns, float element) {
        return Parameter.buffer(prefix + name, filled(rows, columns, element));
    }

    private static Tensor filled(int rows, int columns, float element) {
        Tensor value = Tensor.uninitialised(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < columns; c++) {
                value.set(i, c, element);
            }
        }
        return value;
    }

    /** 64-bit FNV-1a of the name. */
    private static long stream(String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }
}
