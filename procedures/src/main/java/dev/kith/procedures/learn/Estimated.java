// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import java.util.Map;

/**
 * The row of a task's {@code train.estimate}.
 *
 * @param requiredBytes peak of the learner, memory outside its heap included
 */
public record Estimated(
        long requiredBytes, long nodeCount, long relationshipCount, Map<String, Object> configuration) {}
