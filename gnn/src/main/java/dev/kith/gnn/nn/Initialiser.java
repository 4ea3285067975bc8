package dev.kith.gnn.nn;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;
import dev.kith.graph.random.Fnv1a;

/**
 * Makes parameters with their initial values. Values are a function of (seed, parameter's name, index): adding a layer
 * changes no other layer's start.
 */
public final class Initialiser {
    /** Asked for where the saved state says how many rows there are. */
    public static final int ANY_ROWS = -1;

    /** In the place of a bound: standard normal. */
    private static final float NORMAL = -1f;

    private final Values values;
    private final String prefix;

    public Initialiser(long seed) {
        this((name, rows, columns, start) -> start.tensor(seed, name, rows, columns), "");
    }

    private Initialiser(Values values, String prefix) {
        this.values = values;
        this.prefix = prefix;
    }

    /** Takes values from elsewhere, for example from a model file; the usual start is not even computed. */
    public static Initialiser from(Values values) {
        return new Initialiser(values, "");
    }

    /**
     * The usual start, but for values that are there already.
     *
     * @param known the value of a parameter, which becomes the network's, or null for the usual one
     */
    public static Initialiser inheriting(long seed, Known known) {
        return from((name, rows, columns, start) -> {
            Tensor value = known.of(name, rows, columns);
            return value == null ? start.tensor(seed, name, rows, columns) : value;
        });
    }

    /** Values of some parameters. */
    @FunctionalInterface
    public interface Known {
        /** @return {@code [rows, columns]}, the caller's to keep, or null */
        Tensor of(String name, int rows, int columns);
    }

    /** Where values come from. */
    @FunctionalInterface
    public interface Values {
        /**
         * @param rows {@link #ANY_ROWS} for as many as there are
         * @param start the usual value
         * @return the value of the parameter with this name, {@code [rows, columns]}
         */
        Tensor of(String name, int rows, int columns, Start start);
    }

    /** Names made by the result stand under {@code name.}. */
    public Initialiser within(String name) {
        return new Initialiser(values, prefix + name + ".");
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
        return Parameter.trained(prefix + name, value(name, rows, columns, new Start(bound, 0f)), decayed);
    }

    /** Standard normal; not decayed. */
    public Parameter normal(String name, int rows, int columns) {
        return Parameter.trained(prefix + name, value(name, rows, columns, new Start(NORMAL, 0f)), false);
    }

    /** All elements equal; not decayed: biases, gains and shifts. */
    public Parameter constant(String name, int rows, int columns, float element) {
        return Parameter.trained(prefix + name, value(name, rows, columns, new Start(0f, element)), false);
    }

    /** State that is saved but not trained. */
    public Parameter buffer(String name, int rows, int columns, float element) {
        return Parameter.buffer(prefix + name, value(name, rows, columns, new Start(0f, element)));
    }

    /** State with as many rows as training gives it: none at the start, in a model that is read as many as were saved. */
    public Parameter growing(String name, int columns) {
        return Parameter.buffer(prefix + name, value(name, ANY_ROWS, columns, new Start(0f, 0f)));
    }

    private Tensor value(String name, int rows, int columns, Start start) {
        return values.of(prefix + name, rows, columns, start);
    }

    /**
     * Elements uniform in {@code element ± bound}.
     *
     * @param bound 0 where all are equal, -1 where they are normal instead
     */
    public record Start(float bound, float element) {
        private Tensor tensor(long seed, String name, int rows, int columns) {
            Tensor value = Tensor.uninitialised(Math.max(0, rows), columns);
            long stream = Fnv1a.of(name);
            for (int i = 0; i < rows; i++) {
                for (int c = 0; c < columns; c++) {
                    if (bound == NORMAL) {
                        value.set(i, c, element + CounterRandom.normal(seed, stream, (long) i * columns + c));
                        continue;
                    }
                    float u = bound == 0f ? 0f : 2f * CounterRandom.uniform(seed, stream, (long) i * columns + c) - 1f;
                    value.set(i, c, u * bound + element);
                }
            }
            return value;
        }
    }
}
