package dev.kith.search.strategy;

import dev.kith.graph.random.CounterRandom;

/** Random numbers in a row, whose only state is how many there were. */
public final class Draws {
    private final long seed;
    private final long stream;
    private long drawn;

    public Draws(long seed, long stream) {
        this.seed = seed;
        this.stream = stream;
    }

    /** Uniform in [0, 1). */
    double uniform() {
        return CounterRandom.uniformDouble(seed, stream, drawn++);
    }

    /** Uniform in {@code 0 .. bound - 1}. */
    int below(int bound) {
        return CounterRandom.below(seed, stream, drawn++, bound);
    }

    /** An index with the given probabilities. */
    int choose(double[] probabilities) {
        double left = uniform();
        for (int v = 0; v < probabilities.length - 1; v++) {
            left -= probabilities[v];
            if (left < 0.0) {
                return v;
            }
        }
        return probabilities.length - 1;
    }
}
