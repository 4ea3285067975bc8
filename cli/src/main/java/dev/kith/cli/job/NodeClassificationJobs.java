package dev.kith.cli.job;

import dev.kith.cli.learn.Report;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Checkpoint;
import dev.kith.gnn.train.MemoryEstimate;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.NodeClassification;
import dev.kith.gnn.train.Predictions;
import dev.kith.gnn.train.SplitChoice;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.arrow.TableWriter;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.job.JobFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jobs of the task {@code node-classification}. */
final class NodeClassificationJobs {
    private NodeClassificationJobs() {}

    /** A model in the job's folder, and what is to be told of it. */
    static Map<String, Object> train(JobInput input) {
        ModelEntry entry = ModelRegistry.find(input.spec().text("model"));
        try (NodeClassification task = new NodeClassification(input.graph(), input.threads());
                Model model = task.train(
                        entry,
                        TrainingOptions.settings(entry, input.spec().settings()),
                        SplitChoice.one(input.graph(), task.target(), input.split(), input.seed()),
                        input.seed(),
                        new EpochEvents(input.events()),
                        Checkpoint.NONE)) {
            ModelFolder.write(model, input.folder().model());
            return Map.of("modelMillis", model.provenance().trainMillis());
        }
    }

    /** The memory that the training would take. */
    static Map<String, Object> estimate(JobInput input) {
        ModelEntry entry = ModelRegistry.find(input.spec().text("model"));
        Graph graph = input.graph();
        try (NodeClassification task = new NodeClassification(graph, input.threads())) {
            MemoryEstimate estimate = task.estimate(
                    entry,
                    TrainingOptions.settings(entry, input.spec().settings()),
                    SplitChoice.one(graph, task.target(), input.split(), input.seed()));
            return Map.of(
                    "bytes",
                    estimate.bytes(),
                    "nodeCount",
                    graph.nodeCount(),
                    "relationshipCount",
                    graph.relationships().count());
        }
    }

    /** Predictions in the job's folder, as {@code prediction} and {@code confidence} by store id. */
    static Map<String, Object> predict(JobInput input) {
        Path folder = Path.of(input.spec().text("modelFolder"));
        Graph graph = input.graph();
        try (Model model = ModelFolder.read(folder);
                Engine engine = new Engine(input.threads())) {
            Predictions predictions = Predictions.of(model, engine, graph);
            double[] confidence = new double[graph.nodeCount()];
            double sum = 0;
            long[] counts = new long[predictions.classes().size()];
            for (int i = 0; i < confidence.length; i++) {
                confidence[i] = predictions.confidence()[i];
                sum += confidence[i];
                counts[predictions.codes()[i]]++;
            }
            Map<String, Column> columns = new LinkedHashMap<>();
            columns.put("prediction", predictions.values());
            columns.put("confidence", new DoubleColumn(confidence, null));
            write(graph, columns, input.folder());
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("nodeCount", graph.nodeCount());
            figures.put("graphFingerprint", graph.fingerprint());
            figures.put("predictionsSha256", predictions.sha256());
            figures.put("classes", classes(predictions.classes(), counts));
            figures.put("meanConfidence", Report.tree(sum / confidence.length));
            return figures;
        }
    }

    private static List<Object> classes(List<Object> values, long[] counts) {
        List<Object> classes = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            classes.add(Map.of("class", values.get(c), "count", counts[c]));
        }
        return classes;
    }

    private static void write(Graph graph, Map<String, Column> columns, JobFolder folder) {
        try (FileChannel file =
                FileChannel.open(folder.predictions(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            TableWriter.write(graph.nodes().ids(), columns, file);
        } catch (IOException e) {
            throw new KithException("The predictions could not be written: " + e.getMessage() + ".", e);
        }
    }
}
