package dev.kith.cli.learn;

import dev.kith.gnn.latent.InferredGraph;
import dev.kith.gnn.latent.NeighbourQuestion;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Model;
import dev.kith.graph.Graph;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.ingest.export.LinkWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Relationships that were inferred from features; only where two nodes are joined by one of the same type already nothing
 * is written.
 *
 * @param eachPairOnce whether the direction has no meaning
 */
public record InferredLinks(Graph graph, InferredGraph inferred, boolean eachPairOnce) implements LinkRows {

    /** What a model infers, with what is asked for of it. */
    public static InferredLinks of(
            Model model, Engine engine, Graph graph, NeighbourQuestion question, boolean eachPairOnce) {
        InferredGraph all = model.inferred(engine, graph, question);
        return new InferredLinks(graph, eachPairOnce ? all.eachPairOnce() : all, eachPairOnce);
    }

    @Override
    public int count() {
        return inferred.count();
    }

    @Override
    public int[] sourceRows() {
        return inferred.source();
    }

    @Override
    public int[] targetRows() {
        return inferred.target();
    }

    @Override
    public double[] probabilities() {
        return inferred.probability();
    }

    /** Beside the probability {@code distance} and {@code rank}. */
    @Override
    public Map<String, Column> columns(String probability) {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put(probability, new DoubleColumn(inferred.probability(), null));
        columns.put("distance", new DoubleColumn(inferred.distance(), null));
        columns.put(
                "rank",
                new LongColumn(IntStream.of(inferred.rank()).asLongStream().toArray(), null));
        return columns;
    }

    @Override
    public String sha256() {
        return inferred.sha256();
    }

    @Override
    public LinkWriter.Rule rule(String type, Model model) {
        return new LinkWriter.Rule(
                type, !eachPairOnce, WriteBack.guard(graph.nodes().labels()), List.of(type));
    }
}
