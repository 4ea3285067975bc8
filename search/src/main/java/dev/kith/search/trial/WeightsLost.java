package dev.kith.search.trial;

import dev.kith.graph.KithException;

/** Weights that a trial has to begin with are not on the shelf: without them its score would be another one. */
public final class WeightsLost extends KithException {
    private static final long serialVersionUID = 1L;

    WeightsLost(String message) {
        super(message);
    }
}
