package dev.kith.gnn.train;

import dev.kith.graph.KithException;

/** A training was stopped because its caller asked for it. */
public final class TrainingCancelled extends KithException {
    public TrainingCancelled(int epoch) {
        super("Training was cancelled in epoch " + epoch + "; nothing was written.");
    }
}
