package dev.kith.search;

import dev.kith.search.trial.Trial;
import dev.kith.search.trial.TrialSpec;

/** Hears of a search's progress, on the thread that runs it, and may end it. */
public interface SearchListener {
    SearchListener SILENT = new SearchListener() {};

    /** A trial waits for a free thread, or has one. */
    default void proposed(TrialSpec spec) {}

    /** A trial's score was taken up; also told of those that an earlier run has written down. */
    default void applied(Trial trial) {}

    /**
     * A training at the end of the search is done.
     *
     * @param done so far
     * @param of how many there will be
     */
    default void retrained(int done, int of) {}

    /** True ends the search soon; what was done can be resumed. Cheap, and asked by many threads. */
    default boolean cancelled() {
        return false;
    }
}
