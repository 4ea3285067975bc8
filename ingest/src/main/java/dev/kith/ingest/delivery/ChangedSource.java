package dev.kith.ingest.delivery;

import dev.kith.graph.KithException;

/** A source is not what the run before it read, and nothing is begun with it. */
public final class ChangedSource extends KithException {
    private static final long serialVersionUID = 1L;

    ChangedSource(String sentence) {
        super(sentence);
    }
}
