// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import java.util.Map;

/**
 * The row of a task's {@code train}.
 *
 * @param modelInfo what it predicts from what, metrics and where the model came from
 */
public record Trained(
        Map<String, Object> modelInfo, long preProcessingMillis, long trainMillis, Map<String, Object> configuration) {}
