package dev.kith.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.learn.GraphOption;
import dev.kith.cli.learn.Report;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.amud.AmudOptions;
import dev.kith.gnn.model.amud.AmudReport;
import dev.kith.gnn.model.amud.PatternStatistics;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.DirectionAdvice;
import dev.kith.gnn.train.DirectionTrial;
import dev.kith.gnn.train.NodeClassification;
import dev.kith.gnn.train.SplitChoice;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith amud}: whether to keep the direction of relationships. */
@Command(
        name = "amud",
        description = "Says whether the direction of the relationships is worth keeping, by how directed patterns"
                + " agree with the classes of the training nodes.")
public final class Amud implements Callable<Integer> {
    @Mixin
    private GraphOption graphOption;

    @Option(
            names = "--split",
            paramLabel = "S",
            description =
                    "The split whose training nodes' classes are looked at (default: the first published one, else"
                            + " random).")
    private String split;

    @Option(
            names = "--all-labels",
            description = "Looks at all classes, to compare data sets; a choice made so has seen the test nodes.")
    private boolean allLabels;

    @Option(
            names = "--verify",
            description = "Trains the same small model with and without directions, and compares on the validation"
                    + " nodes: the test that matters.")
    private boolean verify;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the analysis; may be repeated.")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(names = "--seed", paramLabel = "N", description = "The seed of all randomness (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = Settings.of(AmudOptions.all(), given);
        Graph graph = graphOption.open();
        try (NodeClassification task = new NodeClassification(graph, threads)) {
            Split chosen = allLabels && !verify ? null : SplitChoice.one(graph, task.target(), split, seed);
            AmudReport report = allLabels
                    ? DirectionAdvice.fromAllLabels(graph, task.target(), settings, seed, task.engine())
                    : DirectionAdvice.of(graph, task.target(), chosen, settings, seed, task.engine());
            DirectionTrial trial = verify ? DirectionTrial.run(task, chosen, seed) : null;
            String labels = allLabels ? "all" : chosen.name();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Report.line(tree(graph, labels, report, trial)));
            } else {
                show(out, graph, labels, report, trial);
            }
            out.flush();
        }
        return 0;
    }

    private static ObjectNode tree(Graph graph, String labels, AmudReport report, DirectionTrial trial) {
        ObjectNode node = Report.object();
        node.put("dataset", graph.name());
        node.put("labels", labels);
        node.setAll((ObjectNode) Report.tree(report));
        if (trial != null) {
            node.set("verify", Report.tree(trial));
        }
        return node;
    }

    private static void show(PrintWriter out, Graph graph, String labels, AmudReport report, DirectionTrial trial) {
        out.printf(
                Locale.ROOT,
                "%s, labels of %s (%,d nodes): score %.3f (%s), confidence %.2f: %s. %s%n",
                graph.name(),
                labels.equals("all") ? "all nodes" : "split " + labels,
                report.labelledNodes(),
                report.score(),
                report.formula(),
                report.confidence(),
                report.advice(),
                report.reason());
        if (report.sampledNodes() < report.labelledNodes() && !report.patterns().isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "Counted from %,d sampled nodes: standard error of the score %.4f.%n",
                    report.sampledNodes(),
                    report.standardError());
        }
        out.printf(Locale.ROOT, "  %-6s%16s%12s%10s%10s%10s%n", "", "pairs", "homophily", "kappa", "r", "r²");
        for (PatternStatistics p : report.patterns()) {
            out.printf(
                    Locale.ROOT,
                    "  %-6s%,16.0f%12.4f%10.4f%10.4f%10.4f%n",
                    p.name(),
                    p.pairs(),
                    p.homophily(),
                    p.kappa(),
                    p.r(),
                    p.r2());
        }
        if (trial != null) {
            out.printf(
                    Locale.ROOT,
                    "Verified with %s, %d seeds: validation accuracy %.4f with directions, %.4f without: %+.4f ± %.4f.%n",
                    trial.model(),
                    trial.seeds(),
                    trial.directed(),
                    trial.undirected(),
                    trial.difference(),
                    trial.standardError());
        }
    }
}
