// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.job.JobFolder;
import dev.kith.graph.job.JobResult;
import dev.kith.graph.job.JobSpec;
import dev.kith.procedures.CallContext;
import dev.kith.procedures.export.Snapshot;
import dev.kith.procedures.graph.GraphArgument;
import dev.kith.procedures.job.Jobs;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A job on a graph.
 *
 * @param target node property to predict, or null
 * @param features to learn from, as {@link FeatureChoice} gives them
 * @param nodeProperties that the job reads beside those
 * @param relationshipProperties that the job reads
 * @param options of the job itself
 * @param settings of the model or the analysis
 */
record LearnerJob(
        String task,
        String mode,
        GraphArgument graph,
        String target,
        List<String> features,
        List<String> nodeProperties,
        List<String> relationshipProperties,
        Map<String, Object> options,
        Map<String, Object> settings) {

    /** What is made of a job that is done, while its folder is still there. */
    interface Completion<R> {
        /** @param snapshotMillis that the database took to write the graph down */
        R complete(JobFolder folder, JobResult result, Snapshot snapshot, long snapshotMillis);
    }

    /** Runs it to a procedure's only row. */
    <R> Stream<R> row(CallContext call, Completion<R> completion) {
        R row = run(call, completion);
        return Stream.of(row);
    }

    <R> R run(CallContext call, Completion<R> completion) {
        String what = task + " " + mode + " on " + graph.name();
        return Jobs.of(call.folder()).run(call.caller(), what, call.guard::check, new Jobs.Work<R>() {
            private Snapshot snapshot;
            private long millis;

            @Override
            public long prepare(JobFolder folder) {
                long start = System.nanoTime();
                Stream<String> targets = target == null ? Stream.of() : Stream.of(target);
                List<String> properties =
                        FeatureChoice.properties(features, Stream.concat(nodeProperties.stream(), targets));
                snapshot = graph.write(properties, relationshipProperties, folder.graph());
                folder.write(new JobSpec(
                        task,
                        mode,
                        new GraphFolder.Description(graph.name(), true, target, features, Map.of()),
                        options,
                        settings));
                millis = (System.nanoTime() - start) / 1_000_000;
                return snapshot.bytes();
            }

            @Override
            public R complete(JobFolder folder, JobResult result, Runnable guard) {
                // What is written of a job ends when the job is cancelled, too.
                call.guard = guard::run;
                return completion.complete(folder, result, snapshot, millis);
            }
        });
    }
}
