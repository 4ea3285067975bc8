package dev.kith.cli.learn;

import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.Predictions;
import dev.kith.graph.FeatureRequest;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.export.GraphOrigin;
import dev.kith.ingest.export.PredictionWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Predictions as properties of the nodes they are about, in the database that the graph came from.
 *
 * @param property the predicted class's value
 * @param confidence its probability, in (0, 1]
 */
public record WriteBack(String property, String confidence) {

    public WriteBack {
        if (property.equals(confidence)) {
            throw new KithException("Prediction and confidence cannot both be written as '" + property
                    + "'; give them different names.");
        }
    }

    /** {@code predictedSupersense} for {@code supersense}, and {@code confidence}. */
    public static WriteBack of(Model model) {
        String target = model.targetProperty();
        int first = target.offsetByCodePoints(0, 1);
        return new WriteBack(
                "predicted" + target.substring(0, first).toUpperCase(Locale.ROOT) + target.substring(first),
                "confidence");
    }

    /**
     * Writes them in one run. The same predictions are the same run: writing them again changes nothing.
     *
     * @param modelSha256 of the model's weights
     * @throws KithException where the connection leads to another database, or a property is one the model learnt from
     *     or holds values of another kind; nothing is written then
     */
    public PredictionWriter.Report write(
            Connection connection,
            GraphOrigin origin,
            Graph graph,
            Model model,
            String modelSha256,
            Predictions predictions) {
        List<String> learned = FeatureRequest.read(
                graph.featureProperties(), graph.nodes().properties().keySet());
        for (String name : List.of(property, confidence)) {
            if (name.equals(model.targetProperty()) || learned.contains(name)) {
                throw new KithException("Predictions would replace the property '" + name
                        + "', which the model learnt from; choose another name.");
            }
        }
        origin.check(connection);
        double[] probabilities = new double[graph.nodeCount()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = predictions.confidence()[i];
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put(property, predictions.values());
        columns.put(confidence, new DoubleColumn(probabilities, null));
        return PredictionWriter.write(
                connection,
                run(graph, model, modelSha256, predictions.sha256(), List.of(property, confidence)),
                guard(graph.nodes().labels()),
                (LongColumn) graph.nodes().ids(),
                columns);
    }

    /**
     * The run that writes some predictions: the same one whenever they are the same, from here or by a procedure.
     *
     * @param names of what is written
     */
    static PredictionWriter.Run run(
            Graph graph, Model model, String modelSha256, String predictionsSha256, List<String> names) {
        String what = Stream.concat(Stream.of(modelSha256, graph.fingerprint(), predictionsSha256), names.stream())
                .collect(Collectors.joining("\n"));
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("properties", names);
        config.put("settings", model.settings().asMap());
        return new PredictionWriter.Run(
                UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString(),
                model.entry().name(),
                modelSha256,
                graph.fingerprint(),
                Report.line(config),
                model.provenance().seed());
    }

    /** A node's id may belong to another node by now: it must still have one of the graph's labels, if all nodes had one. */
    static List<String> guard(NodeLabels labels) {
        for (int i = 0; i + 1 < labels.offsets().length; i++) {
            if (labels.offsets()[i] == labels.offsets()[i + 1]) {
                return List.of();
            }
        }
        return labels.names();
    }
}
