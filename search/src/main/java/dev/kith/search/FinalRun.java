package dev.kith.search;

import java.util.Map;

/**
 * A training from scratch at the end of a search.
 *
 * @param trial whose architecture it is
 * @param tested whether it was of the chosen one and saw the test data
 * @param metrics by set
 */
public record FinalRun(int trial, long seed, boolean tested, Map<String, Map<String, Double>> metrics) {
    /** The metric that is searched by, on the validation data. */
    double validation() {
        return metrics.get("validation").values().stream()
                .mapToDouble(Double::doubleValue)
                .findFirst()
                .orElse(Double.NaN);
    }
}
