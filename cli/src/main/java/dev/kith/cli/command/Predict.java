package dev.kith.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.kith.cli.learn.GraphOption;
import dev.kith.cli.learn.Report;
import dev.kith.cli.learn.WriteBack;
import dev.kith.cli.learn.WriteBackOptions;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.Predictions;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.export.GraphOrigin;
import dev.kith.ingest.export.PredictionWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        description = "Predicts the class of every node: id, prediction, confidence, as CSV, or into the database.")
public final class Predict implements Callable<Integer> {
    @Mixin
    private GraphOption graphOption;

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "The model's folder.")
    private Path model;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the CSV goes (default: standard output).")
    private Path out;

    @ArgGroup(exclusive = false)
    private WriteBackOptions writeBack;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Option(names = "--json", description = "Print a summary as one JSON object; the CSV then needs --out.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Graph graph = graphOption.open();
        boolean goesBack = writeBack != null && writeBack.isAsked();
        GraphOrigin origin = goesBack ? graphOption.origin() : null;
        try (Model trained = ModelFolder.read(model);
                Engine engine = new Engine(threads)) {
            Predictions predictions = Predictions.of(trained, engine, graph);
            ObjectNode summary = Report.object();
            summary.put("model", trained.entry().name());
            summary.put("dataset", graph.name());
            summary.put("nodes", graph.nodeCount());
            summary.put("sha256", predictions.sha256());
            PrintWriter stdout = spec.commandLine().getOut();
            if (out != null) {
                writeFile(graph, predictions);
            } else if (!json && !goesBack) {
                write(graph, predictions, stdout);
            }
            if (goesBack) {
                write(graph, trained, predictions, origin, summary);
            }
            if (json) {
                stdout.println(Report.line(summary));
            }
            stdout.flush();
            return 0;
        } catch (IOException e) {
            throw new KithException("The predictions could not be written to " + out + ": " + e.getMessage() + ".", e);
        }
    }

    /** Into the database. */
    private void write(Graph graph, Model trained, Predictions predictions, GraphOrigin origin, ObjectNode summary) {
        WriteBack names = writeBack.names(trained);
        PredictionWriter.Report report;
        try (Connection connection = graphOption.connect(writeBack.address(origin.address()))) {
            report = names.write(connection, origin, graph, trained, ModelFolder.weightsSha256(model), predictions);
        }
        summary.put("run", report.runId());
        summary.put("property", names.property());
        summary.put("confidence", names.confidence());
        summary.put("propertiesWritten", report.propertiesWritten());
        summary.put("nodesSkipped", report.skipped());
        summary.put("writeSeconds", report.seconds());
        if (!json) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%,d nodes have %s and %s now, run %s, %.1f s; %,d are gone.%n",
                            graph.nodeCount() - report.skipped(),
                            names.property(),
                            names.confidence(),
                            report.runId(),
                            report.seconds(),
                            report.skipped());
        }
    }

    private void writeFile(Graph graph, Predictions predictions) throws IOException {
        Path unfinished = out.resolveSibling(out.getFileName() + ".unfinished");
        try (Writer writer = Files.newBufferedWriter(unfinished)) {
            write(graph, predictions, writer);
        }
        Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
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
