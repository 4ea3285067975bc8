package dev.kith.search.trial;

import java.util.List;

/**
 * What came of a trial.
 *
 * @param score mean validation score of the repeats; 0 where it failed or was rejected
 * @param deviation of the repeats (n - 1), 0 for one
 * @param reason why it was not done, a sentence; else empty
 * @param epochs of all repeats
 * @param parameters trained numbers, 0 where it was never built
 * @param layerBytes size of each layer's weights on the shelf; empty where none were kept
 */
public record TrialResult(
        Status status,
        double score,
        double deviation,
        String reason,
        int epochs,
        long millis,
        long parameters,
        List<Long> layerBytes) {

    /** How a trial ended. */
    public enum Status {
        DONE,
        /** Ended half-way because it was far behind; its score is the best until then. */
        KILLED,
        /** Begun, and ended by an error. */
        FAILED,
        /** Not begun, because it cannot fit. */
        REJECTED
    }

    /** Without a score. */
    public static TrialResult without(Status status, String reason, long millis) {
        return new TrialResult(status, 0.0, 0.0, reason, 0, millis, 0, List.of());
    }

    /** Whether it counts as a failure. */
    public boolean failed() {
        return status == Status.FAILED || status == Status.REJECTED;
    }
}
