package dev.kith.cli.command;

import dev.kith.cli.job.JobRun;
import dev.kith.cli.server.ScratchFolder;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.generate.BlockModel;
import dev.kith.graph.job.JobFolder;
import dev.kith.graph.job.JobSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code kith warm-up}: a small training, as a worker does it. An installation runs it once, with a JVM that writes down
 * what it loaded and what was hot; workers that start from that take half the time.
 */
@Command(name = "warm-up", hidden = true, description = "A small training, by which a JVM learns what workers do.")
public final class WarmUp implements Callable<Integer> {
    private static final BlockModel GRAPH = new BlockModel(100, 2, 4.0, 0.8, 0.5, 8, 2.0);

    @Override
    public Integer call() {
        try (ScratchFolder scratch = new ScratchFolder("warm-up")) {
            JobFolder folder = new JobFolder(scratch.path());
            GraphFolder.write(GRAPH.graph(1), folder.graph());
            folder.write(new JobSpec(
                    "node-classification",
                    "train",
                    new GraphFolder.Description("warm-up", true, "class", List.of("features"), Map.of()),
                    Map.of("model", "gcn", "split", "", "seed", 1, "concurrency", 2),
                    Map.of("epochs", 100)));
            JobRun.run(folder, event -> {});
            return 0;
        }
    }
}
