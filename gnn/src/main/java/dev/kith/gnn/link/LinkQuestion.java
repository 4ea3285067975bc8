package dev.kith.gnn.link;

/** Which links a predictor is asked about. */
public sealed interface LinkQuestion {
    /** Least probability of an answer, in [0, 1]. */
    double threshold();

    /** @param pairs nodes by row of the graph; one that is linked is scored as the others are */
    record Given(Pairs pairs, double threshold) implements LinkQuestion {}

    /**
     * For each source the likeliest of its candidates. Of links without direction, a pair that two sources name is given
     * once.
     *
     * @param sources nodes by row
     * @param topK most answers of a source, at least 1
     */
    record Likeliest(int[] sources, int topK, double threshold, CandidateKind candidates) implements LinkQuestion {}
}
