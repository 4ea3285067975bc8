package dev.kith.cli.command;

import dev.kith.cli.job.JobRun;
import dev.kith.cli.server.ScratchFolder;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.generate.BlockModel;
import dev.kith.graph.job.JobFolder;
import dev.kith.graph.job.JobSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code kith warm-up}: small jobs, as a worker does them. An installation runs it once, with a JVM that writes down
 * what it loaded and what was hot; workers that start from that take half the time.
 */
@Command(name = "warm-up", hidden = true, description = "Small jobs, by which a JVM learns what workers do.")
public final class WarmUp implements Callable<Integer> {
    private static final BlockModel GRAPH = new BlockModel(100, 2, 4.0, 0.8, 0.5, 8, 2.0);
    private static final Map<String, Object> EPOCHS = Map.of("epochs", 100);

    @Override
    public Integer call() {
        try (ScratchFolder scratch = new ScratchFolder("warm-up")) {
            JobFolder trained = job(scratch, "node-classification", "train", Map.of("model", "gcn"), EPOCHS);
            job(scratch, "node-classification", "estimate", Map.of("model", "gcn"), EPOCHS);
            String model = trained.model().toString();
            job(scratch, "node-classification", "predict", Map.of("modelFolder", model), Map.of());
            job(scratch, "amud", "stats", Map.of("labels", "all"), Map.of("replicas", 10));
            return 0;
        }
    }

    private static JobFolder job(
            ScratchFolder scratch,
            String task,
            String mode,
            Map<String, Object> options,
            Map<String, Object> settings) {
        Path path = scratch.path().resolve(task + "-" + mode);
        JobFolder folder = new JobFolder(path);
        GraphFolder.write(GRAPH.graph(1), folder.graph());
        Map<String, Object> all = new HashMap<>(Map.of("split", "", "seed", 1, "concurrency", 2));
        all.putAll(options);
        folder.write(new JobSpec(
                task,
                mode,
                new GraphFolder.Description("warm-up", true, "class", List.of("features"), Map.of()),
                all,
                settings));
        JobRun.run(folder, event -> {});
        return folder;
    }
}
