package dev.kith.gnn.tensor;

import dev.kith.gnn.tensor.kernel.Kernels;

/** What a computation runs on: its threads, its memory and its kernels. One engine belongs to one training. */
public final class Engine implements AutoCloseable {
    private final Workers workers;
    private final TensorPool pool = new TensorPool();
    private final Kernels kernels;
    private final Elements elements;

    public Engine(int threads) {
        this(threads, Kernels.chosen());
    }

    public Engine(int threads, Kernels kernels) {
        this(new Workers(threads), kernels);
    }

    /** @param crew whose threads this engine shares with others */
    public Engine(Crew crew) {
        this(new Workers(crew), Kernels.chosen());
    }

    private Engine(Workers workers, Kernels kernels) {
        NativeMemory.prepare();
        this.workers = workers;
        this.kernels = kernels;
        this.elements = new Elements(workers, pool, kernels.elements());
    }

    /** As many threads as the machine has processors. */
    public static int machineThreads() {
        return Runtime.getRuntime().availableProcessors();
    }

    public Workers workers() {
        return workers;
    }

    public TensorPool pool() {
        return pool;
    }

    public Kernels kernels() {
        return kernels;
    }

    /** Element-wise and row-wise work on whole tensors. */
    public Elements elements() {
        return elements;
    }

    @Override
    public void close() {
        workers.close();
        pool.close();
    }
}
