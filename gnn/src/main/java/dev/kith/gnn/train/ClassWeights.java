package dev.kith.gnn.train;

/** Weights of training nodes in the loss. */
final class ClassWeights {
    private ClassWeights() {}

    /**
     * A weight for each training node, or null for all ones; balanced ones give each class the same sum.
     *
     * @param kind {@code none} or {@code balanced}
     * @param classes class of each node
     */
    static float[] of(String kind, int[] train, int[] classes, int classCount) {
        if (kind.equals("none")) {
            return null;
        }
        int[] counts = new int[classCount];
        for (int node : train) {
            counts[classes[node]]++;
        }
        float[] weights = new float[train.length];
        for (int r = 0; r < weights.length; r++) {
            weights[r] = (float) weights.length / counts[classes[train[r]]];
        }
        return weights;
    }
}
