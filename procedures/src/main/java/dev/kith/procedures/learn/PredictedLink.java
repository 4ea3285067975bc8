// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

/**
 * A row of {@code kith.linkPrediction.stream}.
 *
 * @param sourceNodeId store id of the node that was asked about
 * @param targetNodeId store id of the other one
 * @param probability σ(score); it was trained on as many pairs without a link as with one, so it ranks pairs and is not
 *     how often such a pair is linked
 * @param score the model's logit
 * @param commonNeighbours how many both have
 */
public record PredictedLink(
        long sourceNodeId, long targetNodeId, double probability, double score, long commonNeighbours) {}
