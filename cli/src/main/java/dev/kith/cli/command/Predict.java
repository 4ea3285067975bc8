package dev.kith.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.learn.GraphOption;
import dev.kith.cli.learn.LinkOptions;
import dev.kith.cli.learn.Report;
import dev.kith.cli.learn.WriteBackOptions;
import dev.kith.cli.task.PredictionRequest;
import dev.kith.cli.task.Task;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Model;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith predict}: a trained model on a graph. */
@Command(
        name = "predict",
        description =
                "Predicts the class of every node, likely new links or a latent graph, as CSV or into the database.")
public final class Predict implements Callable<Integer> {
    @Mixin
    private GraphOption graphOption;

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "The model's folder.")
    private Path model;

    @Option(
            names = "--task",
            paramLabel = "T",
            description = "What is asked of a model that knows more than one task: the model latent tells classes"
                    + " (node-classification) and relationships (latent-graph) (default: what it was trained for).")
    private String task;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the CSV goes (default: standard output).")
    private Path out;

    @ArgGroup(exclusive = false)
    private WriteBackOptions writeBack;

    @ArgGroup(exclusive = false)
    private LinkOptions links;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Option(names = "--json", description = "Print a summary as one JSON object; the CSV then needs --out.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Graph graph = graphOption.open();
        try (Model read = ModelFolder.read(model);
                Engine engine = new Engine(threads)) {
            Model trained = task == null ? read : read.as(Task.of(task).name());
            ObjectNode summary = Report.object();
            summary.put("task", trained.task());
            summary.put("model", trained.entry().name());
            summary.put("dataset", graph.name());
            PrintWriter stdout = spec.commandLine().getOut();
            PredictionRequest request = new PredictionRequest(
                    graphOption, graph, engine, model, out, writeBack, links, json, stdout, summary);
            Task.of(trained.task()).predict(request, trained);
            if (json) {
                stdout.println(Report.line(summary));
            }
            stdout.flush();
            return 0;
        } catch (IOException e) {
            throw new KithException("The predictions could not be read or written: " + e.getMessage() + ".", e);
        }
    }
}
