package dev.kith.gnn.latent;

import dev.kith.gnn.nearest.VectorIndex;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Gemm;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Draws k neighbours of each node without replacement, with probabilities proportional to {@code e^-E}: the k highest of
 * {@code -E_ij + G_ij} with Gumbel noise (Kool et al. 2019); without noise the k nearest. All other nodes are looked at
 * where the energy is a function of Euclid's distance, a block of rows at a time; else the nearest {@value #NEAREST} by
 * Euclid's distance ({@value #NEAREST_INDEXED} by an index in large graphs) and {@value #OTHERS} random others that stand
 * for all the rest. Never are {@code n × n} numbers held.
 *
 * @param k neighbours of a node
 * @param self whether a node may be its own neighbour
 * @param most nodes up to which all others are looked at
 * @param height rows of a block
 */
record NeighbourDraw(Engine engine, int k, boolean self, int most, int height) {
    static final int NEAREST = 256;
    static final int NEAREST_INDEXED = 64;
    static final int OTHERS = 64;

    /** Below it likelihoods no longer tell scores apart: then each pair's is computed. */
    private static final double LOWEST = -EnergyTable.IMPOSSIBLE + 2.0 * Noise.MOST;

    private static final int MOST_EXACT = 20_000;
    private static final int HEIGHT = 64;
    private static final long OTHER_STREAM = 0x07E5;

    NeighbourDraw(Engine engine, int k, boolean self) {
        this(engine, k, self, MOST_EXACT, HEIGHT);
    }

    /**
     * @param z places {@code [n, d]}
     * @param keys of the nodes, different for each
     * @return neighbours of each node, ascending
     */
    int[][] draw(Tensor z, Energy energy, long[] keys, Noise noise) {
        int n = z.rows();
        int[][] drawn = new int[n][];
        if (energy.isRadial() && n <= most) {
            double[] squares = squares(z);
            if (noise.isNone()) {
                blocks(z, (row, products) -> drawn[row] = nearestOf(row, products, squares));
                return drawn;
            }
            double longest = 2.0 * Math.sqrt(Arrays.stream(squares).max().orElse(0.0));
            EnergyTable table = new EnergyTable(energy, longest);
            blocks(z, (row, products) -> drawn[row] = ofAll(row, products, squares, table, keys, noise));
            return drawn;
        }
        double[][] points = points(z);
        int[][] near = nearest(z, Math.min(n - 1, candidates(n)));
        engine.workers().run(n, i -> drawn[i] = ofSome(i, near[i], points, energy, keys, noise));
        return drawn;
    }

    /** Nodes near one that are looked at where not all are. */
    static int candidates(int nodes) {
        return nodes > MOST_EXACT ? NEAREST_INDEXED : NEAREST;
    }

    /** The nodes at the smallest Euclidean distances, themselves left out; ascending. In large graphs most of them. */
    int[][] nearest(Tensor z, int count) {
        if (z.rows() > MOST_EXACT) {
            int[] all = IntStream.range(0, z.rows()).toArray();
            try (VectorIndex index = new VectorIndex(z, VectorIndex.Likeness.DISTANCE)) {
                return index.nearest(engine, all, count, (source, node) -> node != source);
            }
        }
        int[][] nearest = new int[z.rows()][];
        double[] squares = squares(z);
        blocks(z, (row, products) -> {
            Best best = new Best(count);
            for (int j = 0; j < squares.length; j++) {
                if (j != row) {
                    best.offer(j, -square(squares, row, j, products[j]));
                }
            }
            nearest[row] = best.sorted();
        });
        return nearest;
    }

    /** Without noise the energies need not be known: they rise with the squares. */
    private int[] nearestOf(int i, float[] products, double[] squares) {
        Best best = new Best(k);
        for (int j = 0; j < squares.length; j++) {
            if (j != i || self) {
                best.offer(j, j == i ? 0.0 : -square(squares, i, j, products[j]));
            }
        }
        return best.sorted();
    }

    private int[] ofAll(int i, float[] products, double[] squares, EnergyTable table, long[] keys, Noise noise) {
        Best best = new Best(k);
        double unlikely = 0.0;
        for (int j = 0; j < squares.length; j++) {
            if (j == i && !self) {
                continue;
            }
            double square = j == i ? 0.0 : square(squares, i, j, products[j]);
            double q = noise.uniform(keys[i], keys[j]);
            // -ln q is at least 1 - q, so that a score above the least one needs 1 - q < e^(-E - least).
            if (1.0 - q < unlikely * table.likelihood(square) || !(unlikely > 0.0)) {
                best.offer(j, Noise.ofUniform(q) - table.energy(square));
                unlikely = best.least() > LOWEST ? Math.exp(-best.least()) : 0.0;
            }
        }
        return best.sorted();
    }

    private int[] ofSome(int i, int[] near, double[][] points, Energy energy, long[] keys, Noise noise) {
        Best best = new Best(k);
        int n = points.length;
        for (int j : near) {
            offer(best, i, j, -energy.of(points[i], points[j]), keys, noise);
        }
        if (self) {
            offer(best, i, i, 0.0, keys, noise);
        }
        if (noise.isNone() || near.length >= n - 1) {
            return best.sorted();
        }
        int[] others = others(i, n, OTHERS, near, keys, noise);
        double weight = Math.log((double) (n - near.length) / Math.max(1, others.length));
        for (int j : others) {
            offer(best, i, j, weight - energy.of(points[i], points[j]), keys, noise);
        }
        return best.sorted();
    }

    /**
     * Random nodes but i and those near it, each at most once: of {@code count} draws what is left.
     *
     * @param near ascending
     */
    static int[] others(int i, int n, int count, int[] near, long[] keys, Noise noise) {
        return IntStream.range(0, count)
                .map(r -> CounterRandom.below(noise.seed() ^ OTHER_STREAM, keys[i], r, n))
                .filter(j -> j != i && Arrays.binarySearch(near, j) < 0)
                .distinct()
                .toArray();
    }

    private static void offer(Best best, int i, int j, double score, long[] keys, Noise noise) {
        if (noise.isNone()) {
            best.offer(j, score);
            return;
        }
        double missing = best.least() - score;
        if (missing > Noise.MOST) {
            return;
        }
        double q = noise.uniform(keys[i], keys[j]);
        // -ln q is at least 1 - q: most pairs are told from it without a logarithm.
        if (1.0 - q < Math.exp(-missing)) {
            best.offer(j, score + Noise.ofUniform(q));
        }
    }

    private static double square(double[] squares, int i, int j, float product) {
        return Math.max(0.0, squares[i] + squares[j] - 2.0 * product);
    }

    static double[][] points(Tensor z) {
        double[][] points = new double[z.rows()][z.columns()];
        for (int i = 0; i < points.length; i++) {
            for (int c = 0; c < points[i].length; c++) {
                points[i][c] = z.get(i, c);
            }
        }
        return points;
    }

    private static double[] squares(Tensor z) {
        double[] squares = new double[z.rows()];
        for (int i = 0; i < squares.length; i++) {
            for (int c = 0; c < z.columns(); c++) {
                squares[i] += (double) z.get(i, c) * z.get(i, c);
            }
        }
        return squares;
    }

    /** Reads a row's products with all rows. */
    @FunctionalInterface
    private interface RowBody {
        void row(int row, float[] products);
    }

    private void blocks(Tensor z, RowBody body) {
        int n = z.rows();
        for (int from = 0; from < n; from += height) {
            int rows = Math.min(height, n - from);
            int start = from;
            Tensor some = engine.pool().take(rows, z.columns());
            some.memory().copyFrom(z.memory().asSlice((long) from * z.columns() * Float.BYTES, some.bytes()));
            Tensor products = engine.pool().take(rows, n);
            Gemm.multiplyTransposed(engine, some, z, 0f, products);
            engine.workers().run(rows, r -> body.row(start + r, products.row(r)));
            engine.pool().release(products);
            engine.pool().release(some);
        }
    }
}
