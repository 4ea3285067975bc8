package dev.kith.cli.job;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.job.JobEvent;
import dev.kith.graph.job.JobFolder;
import dev.kith.graph.job.JobResult;
import dev.kith.graph.job.JobSpec;
import java.util.Map;
import java.util.function.Consumer;

/** Runs one job from its specification to its result. */
public final class JobRun {
    private JobRun() {}

    /**
     * Runs the job; its result is in the folder when this returns, also where it failed.
     *
     * @throws RuntimeException what it failed of
     */
    public static void run(JobFolder folder, Consumer<JobEvent> events) {
        try {
            long start = System.nanoTime();
            JobSpec spec = folder.spec();
            JobTask task = JobTask.of(spec);
            events.accept(JobEvent.notice("reading the graph"));
            Graph graph = GraphFolder.complete(folder.graph(), spec.graph());
            long read = System.nanoTime();
            Map<String, Object> figures = task.run(new JobInput(folder, spec, graph, events));
            long end = System.nanoTime();
            folder.write(new JobResult(null, (read - start) / 1_000_000, (end - read) / 1_000_000, figures));
        } catch (KithException e) {
            folder.write(JobResult.failed(e.getMessage()));
            throw e;
        } catch (RuntimeException | Error e) {
            folder.write(JobResult.failed("The worker failed in a way it did not foresee: " + e + "."));
            throw e;
        }
    }
}
