package dev.kith.search;

import dev.kith.search.strategy.Agnn;

/**
 * How a search is run. What is tried depends on all of it but {@code seconds} and on nothing else.
 *
 * @param strategy its name
 * @param trials most trials that are begun
 * @param seconds after which no trial is begun; 0 for no bound
 * @param maxFailures failed and rejected trials after which none is begun; 0 for no bound
 * @param parallel trials at a time
 * @param sharing whether layers begin with the weights of homogeneous ones
 * @param shareStoreMb most memory of the weights that are kept for it
 * @param repeats trainings a trial
 * @param earlyKill whether trainings far behind are ended half-way
 * @param maxParameters most trained numbers of a model; 0 for no bound
 * @param controller options of agnn and graphnas
 * @param finalists how many of the best are trained again from scratch
 * @param finalRuns how often, each, to choose by the mean validation score
 * @param testRuns fresh trainings of the chosen one that are tested
 */
public record SearchOptions(
        String strategy,
        int trials,
        double seconds,
        int maxFailures,
        int parallel,
        boolean sharing,
        int shareStoreMb,
        int repeats,
        boolean earlyKill,
        long maxParameters,
        Agnn.Options controller,
        int finalists,
        int finalRuns,
        int testRuns,
        long seed) {
    /** The usual ones. */
    public static SearchOptions usual(String strategy, int trials, int parallel, long seed) {
        return new SearchOptions(
                strategy,
                trials,
                0.0,
                0,
                parallel,
                false,
                512,
                1,
                true,
                5_000_000,
                Agnn.Options.USUAL,
                5,
                20,
                20,
                seed);
    }

    /**
     * How many trials are proposed before the score of the first of them is known. More than run at a time, so that a long
     * trial does not keep the others waiting; a trial then follows from the scores of those that are this far before it,
     * whatever took how long.
     */
    int window() {
        return parallel == 1 ? 1 : 2 * parallel;
    }

    /** What another search must agree in to go on with this one's trials. */
    String identity() {
        return strategy + ", seed " + seed + ", parallel " + parallel + ", sharing " + sharing + " (" + shareStoreMb
                + " MB), repeats " + repeats + ", earlyKill " + earlyKill + ", maxParameters " + maxParameters + ", "
                + controller;
    }
}
