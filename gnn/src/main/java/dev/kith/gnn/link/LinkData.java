package dev.kith.gnn.link;

import dev.kith.gnn.nn.Input;
import dev.kith.graph.Split;

/**
 * What a link trainer reads.
 *
 * @param seen the graph without validation and test links
 * @param tested the graph that the test is scored on: the same, or with the validation links
 * @param split rows of {@code links}
 * @param training draws the negatives of an epoch
 * @param validationNegatives as many as the larger of validation and test has links
 * @param testNegatives others, as many
 */
record LinkData(
        Links links,
        Split split,
        Input input,
        MessageGraph seen,
        MessageGraph tested,
        NegativeSampler training,
        Pairs validationNegatives,
        Pairs testNegatives) {

    Pairs positives(int[] rows) {
        return links.pairs().rows(rows);
    }
}
