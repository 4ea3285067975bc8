package dev.kith.gnn.link;

import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.ScoreKernels;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * Scores pairs outside training, a block of them at a time from the sets to the scores, so that nothing but node vectors
 * leaves the cache. Φ begins with a linear map, and a map of a sum is the sum of the maps: it is applied to each node
 * once, not to each pool. Pairs without members share Φ(0).
 *
 * <p>Blocks begin at multiples of their size, whichever thread has them: the scores are the same at any number of threads.
 */
final class PairBlocks {
    private static final int BLOCK_ELEMENTS = 1 << 14;
    private static final int LEAST_BLOCK = 16;
    private static final int MOST_BLOCK = 256;
    /** Matrices of a block: two that take turns, for the ends and for the pool each. */
    private static final int MATRICES = 4;
    /** The memory of so many blocks is taken at a time. */
    private static final int MOST_TASKS = 8;

    private final Engine engine;
    private final ScoreKernels kernels;
    private final Vectors vectors;
    private final Layers layers;
    private final int width;
    private final int block;

    /**
     * What is known of the nodes, {@code [n, h]} each.
     *
     * @param sources of a pair's first end
     * @param targets of its second end
     * @param members what a node adds to a pool, through Φ's first map; null where nothing is pooled
     */
    record Vectors(Tensor sources, Tensor targets, Tensor members) {}

    /**
     * The perceptrons.
     *
     * @param ends Ψ
     * @param pool Φ; of its first layer only what follows the map
     * @param beta the pool's weight
     * @param output Ω without its last map
     * @param last that map, {@code [h, 1]}
     */
    record Layers(
            List<BlockLayer> ends,
            List<BlockLayer> pool,
            float beta,
            List<BlockLayer> output,
            Tensor last,
            float lastBias) {}

    PairBlocks(Engine engine, Vectors vectors, Layers layers) {
        this.engine = engine;
        this.kernels = engine.kernels().scores();
        this.vectors = vectors;
        this.layers = layers;
        this.width = vectors.targets.columns();
        this.block = Math.clamp(BLOCK_ELEMENTS / width, LEAST_BLOCK, MOST_BLOCK);
    }

    /**
     * @param members of each pair, or null where nothing is pooled
     * @return {@code [t, 1]}, of the pool
     */
    Tensor scores(Pairs pairs, Members members) {
        Tensor scores = engine.pool().take(pairs.count(), 1);
        int blocks = (pairs.count() + block - 1) / block;
        int grain = Math.max(1, (blocks + MOST_TASKS - 1) / MOST_TASKS) * block;
        Tensor scratch = engine.pool().take(MOST_TASKS, MATRICES * (block + 1) * width);
        engine.workers().ranges(pairs.count(), grain, (from, to) -> {
            Block one = new Block(scratch, from / grain, pairs, members, scores);
            for (int at = from; at < to; at += block) {
                one.score(at, Math.min(block, to - at));
            }
        });
        engine.pool().release(scratch);
        return scores;
    }

    /** One task's memory and what it does with it. */
    private final class Block {
        private final MemorySegment[] matrices = new MemorySegment[MATRICES];
        private final Pairs pairs;
        private final Members members;
        private final Tensor scores;
        /** Of the pairs with members; row 0 of their matrices stands for those without. */
        private final int[] offsets = new int[block + 2];

        private final int[] rows = new int[block];
        private int[] nodes = new int[8 * block];
        private float[] weights;

        Block(Tensor scratch, int task, Pairs pairs, Members members, Tensor scores) {
            this.pairs = pairs;
            this.members = members;
            this.scores = scores;
            this.weights = members != null && members.weighted() ? new float[nodes.length] : null;
            long bytes = (long) (block + 1) * width * Float.BYTES;
            for (int m = 0; m < MATRICES; m++) {
                matrices[m] = scratch.memory().asSlice((task * MATRICES + m) * bytes, bytes);
            }
        }

        void score(int at, int n) {
            kernels.products(
                    vectors.sources.memory(),
                    vectors.targets.memory(),
                    width,
                    pairs.source(),
                    pairs.target(),
                    at,
                    matrices[0],
                    0,
                    n);
            int ends = run(layers.ends, 0, n);
            if (members != null) {
                int pools = gather(at, n) + 1;
                engine.kernels()
                        .sparse()
                        .multiply(
                                offsets,
                                nodes,
                                weights,
                                null,
                                vectors.members.memory(),
                                width,
                                0f,
                                matrices[2],
                                0,
                                pools);
                layers.pool.getFirst().finish(kernels, matrices[2], pools);
                int pooled = run(layers.pool.subList(1, layers.pool.size()), 2, pools);
                kernels.addRows(matrices[pooled], rows, layers.beta, width, matrices[ends], 0, n);
            }
            int hidden = run(layers.output, ends, n);
            kernels.dots(matrices[hidden], width, layers.last.memory(), layers.lastBias, scores.memory(), at, 0, n);
        }

        /** Through some layers, from a matrix to its neighbour and back; returns which one holds the result. */
        private int run(List<BlockLayer> some, int start, int n) {
            int held = start;
            for (BlockLayer layer : some) {
                layer.apply(kernels, matrices[held], n, matrices[held ^ 1]);
                held ^= 1;
            }
            return held;
        }

        /** Members of the pairs; returns how many pairs have any. */
        private int gather(int at, int n) {
            int pools = 0;
            int end = 0;
            for (int r = 0; r < n; r++) {
                int room = end + members.most(at + r);
                if (room > nodes.length) {
                    nodes = Arrays.copyOf(nodes, 2 * room);
                    weights = weights == null ? null : Arrays.copyOf(weights, nodes.length);
                }
                int count = members.write(at + r, nodes, weights, end);
                if (count == 0) {
                    rows[r] = 0;
                } else {
                    end += count;
                    offsets[++pools + 1] = end;
                    rows[r] = pools;
                }
            }
            return pools;
        }
    }
}
