package dev.kith.cli.job;

import dev.kith.graph.Graph;
import dev.kith.graph.job.JobEvent;
import dev.kith.graph.job.JobFolder;
import dev.kith.graph.job.JobSpec;
import java.util.function.Consumer;

/**
 * What a task works on.
 *
 * @param events hears of the progress
 */
public record JobInput(JobFolder folder, JobSpec spec, Graph graph, Consumer<JobEvent> events) {
    long seed() {
        return spec.whole("seed");
    }

    int threads() {
        return Math.toIntExact(spec.whole("concurrency"));
    }

    /** The split's name, or null for the usual one. */
    String split() {
        String named = spec.text("split");
        return named.isEmpty() ? null : named;
    }
}
