package dev.kith.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.learn.GraphOption;
import dev.kith.cli.learn.ModelOption;
import dev.kith.cli.learn.Report;
import dev.kith.cli.task.Task;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.train.Evaluation;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith evaluate}: a model over several splits and seeds. */
@Command(
        name = "evaluate",
        description = "Trains a model on several splits and seeds and reports test mean and deviation.")
public final class Evaluate implements Callable<Integer> {
    @Mixin
    private GraphOption graphOption;

    @Mixin
    private ModelOption modelOption;

    @Option(
            names = "--splits",
            paramLabel = "FAMILY",
            description =
                    "Of nodes: a family of splits (geom), one split, random:N, or labels:20xN for N with 20 training nodes a"
                            + " class (default: the first published family). Of links: as --split of train, or random:N"
                            + " or random:70/10/20xN for N of them.")
    private String splits;

    @Option(names = "--seeds", paramLabel = "N", description = "Trainings a split (default: ${DEFAULT-VALUE}).")
    private int seeds = 1;

    @Option(names = "--tune", description = "Chooses the model's settings by validation, on each split for itself.")
    private boolean tune;

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
            List<Split> chosen = task.splits(settings, splits, modelOption.seed());
            err.println("Evaluating " + entry.name() + " on " + graph + ": " + chosen.size() + " splits ("
                    + chosen.getFirst().name() + " …) × " + seeds + " seeds.");
            err.flush();
            Evaluation.Result result = new Evaluation(task.learning(), entry, settings, tune)
                    .run(chosen, seeds, modelOption.seed(), run -> {
                        err.printf(
                                "  split %s, seed %d: test %s%s%n",
                                run.split(),
                                run.seed(),
                                Report.words(run.metrics().get("test")),
                                run.chosen().isEmpty() ? "" : ", with " + run.chosen());
                        err.flush();
                    });
            show(graph, entry, settings, result);
        }
        return 0;
    }

    private void show(Graph graph, ModelEntry entry, Settings settings, Evaluation.Result result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode node = Report.object();
            node.put("task", modelOption.task().name());
            node.put("model", entry.name());
            node.put("dataset", graph.name());
            node.set("settings", Report.tree(settings.asMap()));
            ArrayNode runs = node.putArray("runs");
            for (Evaluation.Run run : result.runs()) {
                ObjectNode one = runs.addObject();
                one.put("split", run.split());
                one.put("seed", run.seed());
                one.set("chosen", Report.tree(run.chosen()));
                one.put("epochs", run.provenance().epochs());
                one.put("trainMillis", run.provenance().trainMillis());
                one.put("epochMillisMedian", run.provenance().epochMillisMedian());
                one.put("peakBytes", run.provenance().peakBytes());
                one.put("parameters", run.provenance().parameters());
                one.set("metrics", Report.tree(run.metrics()));
            }
            node.set("mean", Report.tree(result.mean()));
            node.set("std", Report.tree(result.std()));
            out.println(Report.line(node));
        } else {
            out.println(entry.name() + " on " + graph.name() + ", "
                    + result.runs().size() + " runs: test " + Report.words(result.mean(), result.std()));
        }
        out.flush();
    }
}
