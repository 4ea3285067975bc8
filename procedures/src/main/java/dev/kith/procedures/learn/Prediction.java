// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

/**
 * A row of {@code kith.nodeClassification.stream}.
 *
 * @param nodeId the node's store id
 * @param predictedClass a value of the target property
 * @param confidence its probability, in (0, 1]
 */
public record Prediction(long nodeId, Object predictedClass, double confidence) {}
