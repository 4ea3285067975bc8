package dev.kith.search;

import java.util.Map;

/**
 * A training from scratch at the end of a search.
 *
 * @param trial whose architecture it is
 * @param tested whether it was of the chosen one and saw the test data
 * @param metrics by set, none where it failed
 * @param failure why it came to nothing, or null
 */
public record FinalRun(int trial, long seed, boolean tested, Map<String, Map<String, Double>> metrics, String failure) {

    /** Whether it ended without a model. */
    boolean failed() {
        return failure != null;
    }

    /** The metric that is searched by, on the validation data; 0 where it failed. */
    double validation() {
        return failed()
                ? 0.0
                : metrics.get("validation").values().stream()
                        .mapToDouble(Double::doubleValue)
                        .findFirst()
                        .orElse(Double.NaN);
    }
}
