package dev.kith.gnn.link;

/** The nodes that are summed for a pair, and what each of them weighs. Read by several threads. */
interface Members {
    /** Whether they weigh something else than 1. */
    boolean weighted();

    /** Room that a pair's members take at most. */
    int most(int pair);

    /**
     * Writes those of a pair, and where they are weighted their weights.
     *
     * @return how many
     */
    int write(int pair, int[] nodes, float[] weights, int at);
}
