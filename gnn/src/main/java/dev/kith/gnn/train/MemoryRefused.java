package dev.kith.gnn.train;

import dev.kith.graph.KithException;

/** A training was not begun because it would need more memory than it may use. */
public final class MemoryRefused extends KithException {
    MemoryRefused(String message) {
        super(message);
    }
}
