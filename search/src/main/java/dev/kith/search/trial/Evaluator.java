package dev.kith.search.trial;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Trains what a search proposes. The same trial gives the same result, wherever and beside whatever it runs. Called by
 * several threads at a time.
 */
public interface Evaluator {

    /**
     * Tries an architecture. It looks at training and validation data only.
     *
     * @param shelf where inherited weights are read and trained ones are put
     * @param cancelled true ends it soon, with an exception
     */
    TrialResult evaluate(TrialSpec spec, WeightShelf shelf, BooleanSupplier cancelled);

    /**
     * Trains a model from scratch, for the end of a search.
     *
     * @param test whether the test data may be looked at
     * @return metrics by set, the one that is searched by first
     */
    Map<String, Map<String, Double>> retrain(
            String model, Map<String, Object> settings, long seed, boolean test, BooleanSupplier cancelled);
}
