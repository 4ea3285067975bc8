package dev.kith.gnn.train;

/** Weights of training nodes in the loss. */
final class ClassWeights {
    private ClassWeights() {}

    /** A weight for each training node, or null for all ones; balanced ones give each class the same sum. */
    static float[] of(String kind, TrainingData data) {
        if (kind.equals("none")) {
            return null;
        }
        int[] counts = new int[data.classCount()];
        for (int row : data.train()) {
            counts[data.classes()[row]]++;
        }
        float[] weights = new float[data.train().length];
        for (int r = 0; r < weights.length; r++) {
            weights[r] = (float) weights.length / counts[data.classes()[data.train()[r]]];
        }
        return weights;
    }
}
