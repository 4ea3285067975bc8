package dev.kith.cli.job;

import dev.kith.cli.learn.Report;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.Predictions;
import dev.kith.graph.Graph;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The jobs of a trained node classifier: {@code predict}, and the memory that it takes. */
final class NodeClassificationJobs {
    private NodeClassificationJobs() {}

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
            PredictionFile.write(graph.nodes().ids(), columns, input.folder());
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("nodeCount", graph.nodeCount());
            figures.put("graphFingerprint", graph.fingerprint());
            figures.put("predictionsSha256", predictions.sha256());
            figures.put("classes", classes(predictions.classes(), counts));
            figures.put("meanConfidence", Report.tree(sum / confidence.length));
            return figures;
        }
    }

    /** The memory that the prediction would take. */
    static Map<String, Object> estimate(JobInput input) {
        try (Model model = ModelFolder.read(Path.of(input.spec().text("modelFolder")));
                Engine engine = new Engine(input.threads())) {
            return TrainingJobs.figures(model.estimate(engine, input.graph()), input.graph());
        }
    }

    private static List<Object> classes(List<Object> values, long[] counts) {
        List<Object> classes = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            classes.add(Map.of("class", values.get(c), "count", counts[c]));
        }
        return classes;
    }
}
