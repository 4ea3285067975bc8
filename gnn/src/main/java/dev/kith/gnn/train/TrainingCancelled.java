package dev.kith.gnn.train;

import dev.kith.graph.KithException;

/** A training was stopped because its caller asked for it. */
public final class TrainingCancelled extends KithException {
    public TrainingCancelled(int epoch, Throwable cause) {
        super("Training was cancelled in epoch " + epoch + "; no model was written.", cause);
    }
}
