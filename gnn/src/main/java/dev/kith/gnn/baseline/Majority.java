package dev.kith.gnn.baseline;

import java.util.Arrays;

/** The class that most training nodes have, for every node: what a classifier that knows nothing else says. */
public final class Majority {
    private Majority() {}

    /**
     * @param classes class of each node, -1 unknown
     * @param labelled nodes whose class may be looked at; each has one
     * @return {@code [nodes]}, all the same: the most frequent class, the first of equals
     */
    public static int[] predict(int[] classes, int classCount, int[] labelled) {
        int[] predicted = new int[classes.length];
        Arrays.fill(predicted, of(classes, classCount, labelled));
        return predicted;
    }

    /** The most frequent class, the first of equals. */
    static int of(int[] classes, int classCount, int[] labelled) {
        int[] counts = new int[classCount];
        for (int node : labelled) {
            counts[classes[node]]++;
        }
        int most = 0;
        for (int c = 1; c < classCount; c++) {
            if (counts[c] > counts[most]) {
                most = c;
            }
        }
        return most;
    }
}
