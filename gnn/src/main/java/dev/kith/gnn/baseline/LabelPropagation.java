package dev.kith.gnn.baseline;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;

/**
 * Label propagation (Zhu and Ghahramani 2002, "Learning from labeled and unlabeled data with label propagation",
 * §2.2): each node's distribution over the classes becomes the mean of its neighbours', brought to sum 1; labelled nodes
 * keep their own class. Repeated until it rests, which is at the harmonic solution (Zhu, Ghahramani and Lafferty 2003).
 * A node that no label reaches is said to be of the most frequent class.
 */
public final class LabelPropagation {
    /** Long chains of unlabelled nodes rest late, and what still moves then decides no class. */
    private static final int MOST_ROUNDS = 200;

    private static final float REST = 1e-4f;
    private static final int GRAIN = 1024;

    private LabelPropagation() {}

    /**
     * @param graph who hears from whom; arcs with weights count by them
     * @param classes class of each node, -1 unknown
     * @param labelled nodes whose class may be looked at; each has one
     * @return {@code [nodes, classCount]}, rows sum to 1; the caller closes it
     */
    public static Tensor distributions(
            Engine engine, Neighbourhoods graph, int[] classes, int classCount, int[] labelled) {
        int[] clamped = new int[graph.nodes()];
        java.util.Arrays.fill(clamped, -1);
        for (int node : labelled) {
            clamped[node] = classes[node];
        }
        Tensor now = Tensor.zeros(graph.nodes(), classCount);
        for (int node : labelled) {
            now.set(node, classes[node], 1f);
        }
        try (Tensor next = Tensor.uninitialised(graph.nodes(), classCount)) {
            float moved = Float.POSITIVE_INFINITY;
            for (int round = 0; round < MOST_ROUNDS && moved > REST; round++) {
                graph.mean().multiply(engine, now, 0f, next);
                moved = settle(engine, next, now, clamped);
                now.copyFrom(next);
            }
        }
        int rest = Majority.of(classes, classCount, labelled);
        for (int node = 0; node < now.rows(); node++) {
            if (sum(now, node) == 0.0) {
                now.set(node, rest, 1f);
            }
        }
        return now;
    }

    /** Clamps labelled rows and brings the others to sum 1; returns the largest change of an element. */
    private static float settle(Engine engine, Tensor next, Tensor before, int[] clamped) {
        float[] moved = new float[next.rows() / GRAIN + 1];
        engine.workers().ranges(next.rows(), GRAIN, (from, to) -> {
            float most = 0f;
            for (int node = from; node < to; node++) {
                double sum = clamped[node] < 0 ? sum(next, node) : 1.0;
                float scale = sum == 0.0 ? 0f : (float) (1.0 / sum);
                for (int c = 0; c < next.columns(); c++) {
                    float settled = clamped[node] < 0 ? next.get(node, c) * scale : clamped[node] == c ? 1f : 0f;
                    next.set(node, c, settled);
                    most = Math.max(most, Math.abs(settled - before.get(node, c)));
                }
            }
            moved[from / GRAIN] = most;
        });
        float most = 0f;
        for (float m : moved) {
            most = Math.max(most, m);
        }
        return most;
    }

    private static double sum(Tensor rows, int row) {
        double sum = 0.0;
        for (int c = 0; c < rows.columns(); c++) {
            sum += rows.get(row, c);
        }
        return sum;
    }
}
