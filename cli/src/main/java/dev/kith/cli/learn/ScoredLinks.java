package dev.kith.cli.learn;

import dev.kith.gnn.link.LinkScores;
import dev.kith.gnn.train.Model;
import dev.kith.graph.Graph;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.ingest.export.LinkWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pairs that a link predictor has scored; where two nodes are linked already nothing is written. */
public record ScoredLinks(Graph graph, LinkScores scores) implements LinkRows {
    @Override
    public int count() {
        return scores.count();
    }

    @Override
    public int[] sourceRows() {
        return scores.pairs().source();
    }

    @Override
    public int[] targetRows() {
        return scores.pairs().target();
    }

    @Override
    public double[] probabilities() {
        double[] probabilities = new double[scores.count()];
        Arrays.setAll(probabilities, scores::probability);
        return probabilities;
    }

    /** Beside the probability {@code score} and {@code commonNeighbours}. */
    @Override
    public Map<String, Column> columns(String probability) {
        double[] logits = new double[scores.count()];
        long[] common = new long[scores.count()];
        Arrays.setAll(logits, k -> scores.scores()[k]);
        Arrays.setAll(common, k -> scores.commonNeighbours()[k]);
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put(probability, new DoubleColumn(probabilities(), null));
        columns.put("score", new DoubleColumn(logits, null));
        columns.put("commonNeighbours", new LongColumn(common, null));
        return columns;
    }

    @Override
    public String sha256() {
        return scores.sha256();
    }

    @Override
    public LinkWriter.Rule rule(String type, Model model) {
        String target = model.targetProperty();
        return new LinkWriter.Rule(
                type,
                model.directed(),
                WriteBack.guard(graph.nodes().labels()),
                target.isEmpty() ? graph.relationships().types() : List.of(target));
    }
}
