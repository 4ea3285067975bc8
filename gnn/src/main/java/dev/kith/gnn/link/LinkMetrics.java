package dev.kith.gnn.link;

import dev.kith.gnn.model.Settings;
import dev.kith.gnn.train.Metrics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How well scores tell links from pairs that are none; ties are never in a positive's favour. */
public final class LinkMetrics {
    private LinkMetrics() {}

    /** The metric that the settings choose the best epoch by. */
    static double chosen(Settings settings, float[] positive, float[] negative) {
        return switch (settings.choice("metric")) {
            case "mrr" -> meanReciprocalRank(positive, negative);
            case "rocAuc" -> rocAuc(positive, negative);
            case "averagePrecision" -> averagePrecision(positive, negative);
            default -> hitsAt(settings.whole("k"), positive, negative);
        };
    }

    /**
     * Share of the positives that score strictly above the K-th largest negative; 1 where there are fewer than K
     * negatives, NaN for no positives (Open Graph Benchmark).
     */
    public static double hitsAt(int k, float[] positive, float[] negative) {
        if (negative.length < k) {
            return positive.length == 0 ? Double.NaN : 1.0;
        }
        float[] sorted = negative.clone();
        Arrays.sort(sorted);
        float threshold = sorted[sorted.length - k];
        int hits = 0;
        for (float score : positive) {
            hits += score > threshold ? 1 : 0;
        }
        return (double) hits / positive.length;
    }

    /**
     * Mean of 1 / rank of each positive among all negatives, its rank 1 and half of those above it or level with it and
     * those above it (Open Graph Benchmark, of current releases); NaN for no positives.
     */
    public static double meanReciprocalRank(float[] positive, float[] negative) {
        float[] sorted = negative.clone();
        Arrays.sort(sorted);
        double sum = 0.0;
        for (float score : positive) {
            int above = sorted.length - firstAbove(sorted, score);
            int level = sorted.length - firstNotBelow(sorted, score);
            sum += 1.0 / (1.0 + 0.5 * (above + level));
        }
        return sum / positive.length;
    }

    /** Area under the ROC curve; ties count half. */
    public static double rocAuc(float[] positive, float[] negative) {
        double[] scores = new double[positive.length + negative.length];
        boolean[] truth = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            truth[i] = i < positive.length;
            scores[i] = truth[i] ? positive[i] : negative[i - positive.length];
        }
        return Metrics.rocAuc(scores, truth);
    }

    /**
     * {@code Σ (recall_n - recall_{n-1}) · precision_n} over the distinct scores, descending: pairs of one score enter
     * together. NaN for no positives.
     */
    public static double averagePrecision(float[] positive, float[] negative) {
        float[] up = positive.clone();
        float[] down = negative.clone();
        Arrays.sort(up);
        Arrays.sort(down);
        double sum = 0.0;
        int at = up.length;
        while (at > 0) {
            float score = up[at - 1];
            int first = firstNotBelow(up, score);
            int found = up.length - first;
            int wrong = down.length - firstNotBelow(down, score);
            sum += (double) (at - first) * found / (found + wrong);
            at = first;
        }
        return sum / up.length;
    }

    /** {@code hits@k}, {@code mrr}, {@code rocAuc} and {@code averagePrecision}; empty where there are no positives. */
    static Map<String, Double> all(int k, float[] positive, float[] negative) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (positive.length > 0 && negative.length > 0) {
            metrics.put("hits@" + k, hitsAt(k, positive, negative));
            metrics.put("mrr", meanReciprocalRank(positive, negative));
            metrics.put("rocAuc", rocAuc(positive, negative));
            metrics.put("averagePrecision", averagePrecision(positive, negative));
        }
        return metrics;
    }

    private static int firstAbove(float[] sorted, float score) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int firstNotBelow(float[] sorted, float score) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
