package dev.kith.gnn.model.amud;

import java.util.List;

/**
 * What an analysis found.
 *
 * @param score in [0, 1]; NaN where the labels tell nothing
 * @param confidence share of the bootstrap replicas whose score is above the threshold
 * @param formula that made the score
 * @param patterns those that occur: A, AA, AAᵀ, AᵀA; the transposed ones have the same figures
 * @param labelledNodes nodes whose class was looked at
 * @param sampledNodes those from which pairs were counted
 * @param standardError of the score by the sampling of nodes, 0 where all were counted
 * @param reciprocity share of the arcs whose reverse exists, 1 for a symmetric graph
 * @param reason in a sentence
 */
public record AmudReport(
        double score,
        Advice advice,
        double confidence,
        ScoreFormula formula,
        List<PatternStatistics> patterns,
        int labelledNodes,
        int sampledNodes,
        double standardError,
        double reciprocity,
        String reason) {

    /** Which reading of the relationships to learn from. */
    public enum Advice {
        /** Keep the direction, use a directed model. */
        DIRECTED,
        /** Drop the direction. */
        UNDIRECTED
    }
}
