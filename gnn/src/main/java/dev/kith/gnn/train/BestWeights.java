package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Parameter;
import java.util.List;

/**
 * Early stopping: keeps the weights of the epoch with the highest validation accuracy (or another metric), the first of equals unless a
 * later one has a lower validation loss. Patience counts from the last rise of the accuracy or fall of the loss.
 */
public final class BestWeights {
    private final List<Parameter> parameters;
    private final float[][] weights;
    private double accuracy = Double.NEGATIVE_INFINITY;
    private double loss = Double.POSITIVE_INFINITY;
    private double lowestLoss = Double.POSITIVE_INFINITY;
    private int epoch = -1;
    private int lastProgress;

    public BestWeights(List<Parameter> parameters) {
        this.parameters = parameters;
        this.weights = new float[parameters.size()][];
    }

    /** @param now epoch, from 0 */
    public void offer(int now, double validationAccuracy, double validationLoss) {
        if (validationAccuracy > accuracy || (validationAccuracy == accuracy && validationLoss < loss)) {
            if (validationAccuracy > accuracy) {
                lastProgress = now;
            }
            accuracy = validationAccuracy;
            loss = validationLoss;
            epoch = now;
            for (int p = 0; p < weights.length; p++) {
                weights[p] = parameters.get(p).value().toArray();
            }
        }
        if (validationLoss < lowestLoss) {
            lowestLoss = validationLoss;
            lastProgress = now;
        }
    }

    public boolean exhausted(int now, int patience) {
        return now - lastProgress >= patience;
    }

    /** Epoch of the kept weights, from 0; -1 where none were offered. */
    public int epoch() {
        return epoch;
    }

    double accuracy() {
        return accuracy;
    }

    double loss() {
        return loss;
    }

    /** Puts the kept weights back. */
    public void restore() {
        if (epoch >= 0) {
            for (int p = 0; p < weights.length; p++) {
                parameters.get(p).value().copyFrom(weights[p]);
            }
        }
    }

    /** For a checkpoint. */
    State state() {
        return new State(accuracy, loss, lowestLoss, epoch, lastProgress, weights.clone());
    }

    void resume(State state) {
        accuracy = state.accuracy;
        loss = state.loss;
        lowestLoss = state.lowestLoss;
        epoch = state.epoch;
        lastProgress = state.lastProgress;
        System.arraycopy(state.weights, 0, weights, 0, weights.length);
    }

    record State(double accuracy, double loss, double lowestLoss, int epoch, int lastProgress, float[][] weights) {}
}
