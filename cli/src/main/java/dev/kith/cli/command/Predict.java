package dev.kith.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.kith.cli.learn.GraphOption;
import dev.kith.cli.learn.Report;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.Predictions;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith predict}: a trained model on a graph. */
@Command(name = "predict", description = "Predicts the class of every node: id, prediction, confidence, as CSV.")
public final class Predict implements Callable<Integer> {
    @Mixin
    private GraphOption graphOption;

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "The model's folder.")
    private Path model;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the CSV goes (default: standard output).")
    private Path out;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Option(names = "--json", description = "Print a summary as one JSON object; the CSV then needs --out.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Graph graph = graphOption.open();
        PrintWriter stdout = spec.commandLine().getOut();
        try (Model trained = ModelFolder.read(model);
                Engine engine = new Engine(threads)) {
            Predictions predictions = Predictions.of(trained, engine, graph);
            if (out != null) {
                Path unfinished = out.resolveSibling(out.getFileName() + ".unfinished");
                try (Writer writer = Files.newBufferedWriter(unfinished)) {
                    write(graph, predictions, writer);
                }
                Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } else if (!json) {
                write(graph, predictions, stdout);
            }
            if (json) {
                ObjectNode summary = Report.object();
                summary.put("model", trained.entry().name());
                summary.put("dataset", graph.name());
                summary.put("nodes", graph.nodeCount());
                summary.put("sha256", predictions.sha256());
                stdout.println(Report.line(summary));
            }
            stdout.flush();
            return 0;
        } catch (IOException e) {
            throw new KithException("The predictions could not be written to " + out + ": " + e.getMessage() + ".", e);
        }
    }

    private static void write(Graph graph, Predictions predictions, Writer writer) throws IOException {
        CsvWriter csv = CsvWriter.builder().bufferSize(1 << 16).build(writer);
        csv.writeRecord("id", "prediction", "confidence");
        for (int i = 0; i < graph.nodeCount(); i++) {
            csv.writeRecord(
                    String.valueOf(graph.nodes().ids().value(i)),
                    String.valueOf(predictions.value(i)),
                    Float.toString(predictions.confidence()[i]));
        }
        csv.flush();
    }
}
