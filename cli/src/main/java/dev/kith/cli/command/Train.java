package dev.kith.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.learn.EpochProgress;
import dev.kith.cli.learn.GraphOption;
import dev.kith.cli.learn.ModelOption;
import dev.kith.cli.learn.Report;
import dev.kith.cli.task.Task;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.train.Checkpoint;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.Provenance;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith train}: one model on one split. */
@Command(name = "train", description = "Trains a model on a graph, and writes it where --out says.")
public final class Train implements Callable<Integer> {
    @Mixin
    private GraphOption graphOption;

    @Mixin
    private ModelOption modelOption;

    @Option(
            names = "--split",
            paramLabel = "S",
            description =
                    "Of nodes: a split of the graph, random[:60/20/20], or labels:20 for 20 training nodes a class (default:"
                            + " the first published one, else random). Of links: random[:70/10/20],"
                            + " time:PROPERTY[:70/10/20] or given:PROPERTY (default: random).")
    private String split;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the model is written.")
    private Path out;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        ModelEntry entry = modelOption.entry();
        Settings settings = modelOption.settings();
        Graph graph = graphOption.open();
        try (Task.Opened task = modelOption.task().open(graph, modelOption.threads())) {
            Split chosen = task.splits(settings, split, modelOption.seed()).getFirst();
            err.println("Training " + entry.name() + " on " + graph + ", split " + chosen.name() + ".");
            err.flush();
            try (Model model = train(task, settings, chosen, checkpoint(graph, chosen, settings))) {
                if (out != null) {
                    ModelFolder.write(model, out);
                }
                show(model);
            }
        }
        return 0;
    }

    private Model train(Task.Opened task, Settings settings, Split chosen, Checkpoint checkpoint) {
        int epochs = (Integer) settings.asMap().getOrDefault("epochs", 0);
        try (EpochProgress progress =
                new EpochProgress(epochs, spec.commandLine().getErr())) {
            return task.train(modelOption.request(), chosen, progress, checkpoint);
        }
    }

    private Checkpoint checkpoint(Graph graph, Split chosen, Settings settings) {
        int every = (Integer) settings.asMap().getOrDefault("checkpointEvery", 0);
        if (every == 0) {
            return Checkpoint.NONE;
        }
        if (out == null) {
            throw new KithException("checkpointEvery needs --out, the folder in which checkpoints are kept.");
        }
        String run = modelOption.entry().name() + " " + settings.asMap() + " seed " + modelOption.seed() + " split "
                + chosen.name() + " " + graph.fingerprint();
        return new Checkpoint(out.resolve("checkpoint.safetensors"), every, run);
    }

    private void show(Model model) {
        PrintWriter stdout = spec.commandLine().getOut();
        Provenance provenance = model.provenance();
        if (!json) {
            stdout.printf(
                    "%s, %d epochs (best %d) in %.1f s: validation %s; test %s.%n",
                    model.entry().name(),
                    provenance.epochs(),
                    provenance.bestEpoch(),
                    provenance.trainMillis() / 1000.0,
                    Report.words(model.metrics().get("validation")),
                    Report.words(model.metrics().get("test")));
            stdout.flush();
            return;
        }
        ObjectNode result = Report.object();
        result.put("task", modelOption.task().name());
        result.put("model", model.entry().name());
        result.put("dataset", provenance.graph());
        result.put("split", provenance.split());
        result.put("seed", provenance.seed());
        result.put("epochs", provenance.epochs());
        result.put("trainMillis", provenance.trainMillis());
        result.put("epochMillisMedian", provenance.epochMillisMedian());
        result.put("peakBytes", provenance.peakBytes());
        result.put("parameters", provenance.parameters());
        result.set("metrics", Report.tree(model.metrics()));
        stdout.println(Report.line(result));
        stdout.flush();
    }
}
