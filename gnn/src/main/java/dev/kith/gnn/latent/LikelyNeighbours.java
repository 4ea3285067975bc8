package dev.kith.gnn.latent;

import dev.kith.gnn.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The nearest neighbours of each node by a trained energy, and how likely each of them is to be among the k that are drawn.
 * Of draws without replacement by rates {@code r = e^-E} that is {@code 1 - e^(-λ r)}, with λ so that the sum over all nodes
 * is k (Rosén 1997, order sampling with exponential clocks): within some hundredths of how often the draw takes it. All
 * nodes are looked at where there are at most {@value NeighbourDraw#NEAREST} others; else the rest is known by some random
 * ones, as in the draw.
 */
record LikelyNeighbours(NeighbourDraw draw, Energy energy, long[] keys) {
    private static final Noise OTHERS = Noise.of(0x1A7E47);
    private static final int MOST_STEPS = 200;
    /** In a large graph a random other stands for so many that the sum is not known more closely. */
    private static final double CLOSE = 1e-10;

    /**
     * @param z places {@code [n, d]}
     * @param question with {@code topK} above 0
     */
    InferredGraph of(Tensor z, NeighbourQuestion question) {
        int n = z.rows();
        if (n < 2) {
            return InferredGraph.joined(List.of());
        }
        double[][] points = NeighbourDraw.points(z);
        int[][] near = draw.nearest(z, Math.min(n - 1, Math.max(NeighbourDraw.candidates(n), question.topK())));
        PairEnergies pairs = new PairEnergies(energy, points);
        int[] asked = question.nodes() == null
                ? IntStream.range(0, n).toArray()
                : IntStream.of(question.nodes()).sorted().distinct().toArray();
        InferredGraph[] rows = new InferredGraph[asked.length];
        draw.engine()
                .workers()
                .run(asked.length, r -> rows[r] = row(asked[r], question, near[asked[r]], points, pairs));
        return InferredGraph.joined(List.of(rows));
    }

    private InferredGraph row(int i, NeighbourQuestion question, int[] near, double[][] points, PairEnergies pairs) {
        int n = points.length;
        int[] others = near.length >= n - 1
                ? new int[0]
                : NeighbourDraw.others(i, n, NeighbourDraw.OTHERS, near, keys, OTHERS);
        double[] energies = energies(pairs, i, near);
        double least = Arrays.stream(energies).min().orElse(0.0);
        double[] rates = rates(energies, least);
        double share = others.length == 0 ? 0.0 : (double) (n - 1 - near.length) / others.length;
        double[] otherRates = rates(energies(pairs, i, others), least);
        double time = time(rates, otherRates, share, Math.min(draw.k(), n - 1));
        int[] order = IntStream.range(0, near.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer a) -> energies[a]))
                .limit(question.topK())
                .takeWhile(a -> -Math.expm1(-time * rates[a]) >= question.threshold())
                .mapToInt(a -> a)
                .toArray();
        return new InferredGraph(
                IntStream.of(order).map(a -> i).toArray(),
                IntStream.of(order).map(a -> near[a]).toArray(),
                IntStream.of(order)
                        .mapToDouble(a -> energy.metric().distance(energy.parameters(), points[i], points[near[a]]))
                        .toArray(),
                IntStream.of(order)
                        .mapToDouble(a -> -Math.expm1(-time * rates[a]))
                        .toArray(),
                IntStream.rangeClosed(1, order.length).toArray());
    }

    private static double[] energies(PairEnergies pairs, int i, int[] nodes) {
        return Arrays.stream(nodes).mapToDouble(j -> pairs.of(i, j)).toArray();
    }

    private static double[] rates(double[] energies, double least) {
        return Arrays.stream(energies).map(e -> Math.exp(least - e)).toArray();
    }

    /**
     * λ, at which k clocks are expected to have rung: by Newton's steps from below, which never pass it, as the expectation
     * is concave.
     */
    static double time(double[] near, double[] others, double share, double k) {
        double time = 0.0;
        for (int step = 0; step < MOST_STEPS; step++) {
            double rung = 0.0;
            double slope = 0.0;
            for (double rate : near) {
                double silent = Math.exp(-time * rate);
                rung += 1.0 - silent;
                slope += rate * silent;
            }
            for (double rate : others) {
                double silent = Math.exp(-time * rate);
                rung += share * (1.0 - silent);
                slope += share * rate * silent;
            }
            double missing = k - rung;
            if (missing <= CLOSE * k) {
                return time;
            }
            if (slope <= Double.MIN_NORMAL) {
                // Fewer than k can be reached at all.
                return Double.MAX_VALUE;
            }
            time += missing / slope;
        }
        return time;
    }
}
