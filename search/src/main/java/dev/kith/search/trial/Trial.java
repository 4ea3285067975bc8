package dev.kith.search.trial;

/**
 * A trial with what came of it: a line of a search's log.
 *
 * @param elapsedMillis of the search when it was applied
 */
public record Trial(TrialSpec spec, TrialResult result, long elapsedMillis) {}
