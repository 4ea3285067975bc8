package dev.kith.gnn.train;

import dev.kith.gnn.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How well predicted classes agree with known ones. */
public final class Metrics {
    private Metrics() {}

    /** Index of the largest element of each row; the first of equals. */
    public static int[] argmax(Tensor scores) {
        int[] best = new int[scores.rows()];
        for (int i = 0; i < best.length; i++) {
            for (int c = 1; c < scores.columns(); c++) {
                if (scores.get(i, c) > scores.get(i, best[i])) {
                    best[i] = c;
                }
            }
        }
        return best;
    }

    /** Share of rows whose prediction is right; NaN for none. */
    public static double accuracy(int[] predicted, int[] truth, int[] rows) {
        long right = 0;
        for (int row : rows) {
            right += predicted[row] == truth[row] ? 1 : 0;
        }
        return (double) right / rows.length;
    }

    /** Mean over the classes that occur in truth or prediction of 2·TP / (2·TP + FP + FN); NaN for no rows. */
    public static double macroF1(int[] predicted, int[] truth, int[] rows, int classes) {
        long[] hit = new long[classes];
        long[] said = new long[classes];
        long[] meant = new long[classes];
        for (int row : rows) {
            said[predicted[row]]++;
            meant[truth[row]]++;
            if (predicted[row] == truth[row]) {
                hit[truth[row]]++;
            }
        }
        double sum = 0.0;
        int present = 0;
        for (int c = 0; c < classes; c++) {
            if (said[c] + meant[c] > 0) {
                sum += 2.0 * hit[c] / (said[c] + meant[c]);
                present++;
            }
        }
        return sum / present;
    }

    /**
     * Area under the ROC curve of scores for the positives against the others; ties count half, and scores that are NaN
     * are ties above all others; NaN where there are no positives or no others.
     */
    public static double rocAuc(double[] scores, boolean[] positive) {
        // Adding zero makes one zero of the two.
        double[] keys = Arrays.stream(scores).map(score -> score + 0.0).toArray();
        Integer[] order = new Integer[keys.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(keys[a], keys[b]));
        double rankSum = 0.0;
        long positives = 0;
        for (int i = 0; i < order.length; ) {
            int j = i;
            while (j < order.length && Double.compare(keys[order[j]], keys[order[i]]) == 0) {
                j++;
            }
            double rank = (i + 1 + j) / 2.0;
            for (; i < j; i++) {
                if (positive[order[i]]) {
                    rankSum += rank;
                    positives++;
                }
            }
        }
        long negatives = keys.length - positives;
        return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    /** {@code accuracy}, {@code macroF1} and, for two classes, {@code rocAuc}, over some rows. */
    public static Map<String, Double> classification(Tensor scores, int[] truth, int[] rows) {
        int[] predicted = argmax(scores);
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (rows.length == 0) {
            return metrics;
        }
        metrics.put("accuracy", accuracy(predicted, truth, rows));
        metrics.put("macroF1", macroF1(predicted, truth, rows, scores.columns()));
        if (scores.columns() == 2) {
            double[] margin = new double[rows.length];
            boolean[] positive = new boolean[rows.length];
            for (int r = 0; r < rows.length; r++) {
                margin[r] = (double) scores.get(rows[r], 1) - scores.get(rows[r], 0);
                positive[r] = truth[rows[r]] == 1;
            }
            metrics.put("rocAuc", rocAuc(margin, positive));
        }
        return metrics;
    }
}
