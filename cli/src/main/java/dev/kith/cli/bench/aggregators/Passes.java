package dev.kith.cli.bench.aggregators;

import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Batches of examples' numbers: all examples once, in an order of that pass, then again. */
final class Passes {
    private final int[] order;
    private final int batch;
    private final long seed;

    /** @param examples a multiple of {@code batch} */
    Passes(int examples, int batch, long seed) {
        this.order = IntStream.range(0, examples).toArray();
        this.batch = batch;
        this.seed = seed;
    }

    /** To be asked for step after step. */
    int[] numbers(int step) {
        int perPass = order.length / batch;
        if (step % perPass == 0) {
            CounterRandom.shuffle(order, seed, -1L - step);
        }
        int first = step % perPass * batch;
        return Arrays.copyOfRange(order, first, first + batch);
    }
}
