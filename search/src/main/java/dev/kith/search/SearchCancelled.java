package dev.kith.search;

import dev.kith.graph.KithException;

/** A search was stopped because its caller asked for it. */
public final class SearchCancelled extends KithException {
    SearchCancelled(int trials) {
        super("The search was cancelled after " + trials + " trials; it can be resumed.");
    }
}
