// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.procedures.CallContext;
import dev.kith.procedures.write.PredictionRun;
import java.nio.file.Path;
import java.util.Map;

/**
 * The row of a {@code write} that writes relationships.
 *
 * @param relationshipsSkipped pairs that a relationship joined already
 * @param nodesSkipped pairs of which a node is gone, or has none of the projection's labels any more
 */
public record WrittenLinks(
        long relationshipsWritten,
        long relationshipsSkipped,
        long nodesSkipped,
        long preProcessingMillis,
        long computeMillis,
        long writeMillis,
        String runId,
        Map<String, Object> configuration) {

    /** Writes a worker's predictions. */
    static WrittenLinks of(
            CallContext call,
            PredictionRun run,
            Path predictions,
            long preProcessingMillis,
            long computeMillis,
            Map<String, Object> echo) {
        long start = System.nanoTime();
        PredictionRun.Written written = run.write(call, predictions);
        return new WrittenLinks(
                written.values(),
                written.occupied(),
                written.nodesSkipped(),
                preProcessingMillis,
                computeMillis,
                (System.nanoTime() - start) / 1_000_000,
                run.id(),
                echo);
    }
}
