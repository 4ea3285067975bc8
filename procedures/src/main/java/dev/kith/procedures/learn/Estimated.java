// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.job.JobResult;
import java.util.Map;

/**
 * The row of an {@code .estimate}.
 *
 * @param requiredBytes peak of the learner, memory outside its heap included
 */
public record Estimated(long requiredBytes, long nodeCount, long relationshipCount, Map<String, Object> configuration) {

    static Estimated of(JobResult result, Map<String, Object> echo) {
        return new Estimated(result.whole("bytes"), result.whole("nodeCount"), result.whole("relationshipCount"), echo);
    }
}
