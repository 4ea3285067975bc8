package dev.kith.cli.learn;

import dev.kith.gnn.link.LinkScores;
import dev.kith.graph.Graph;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Scored pairs of a graph from a database, as columns to be written. */
public record ScoredLinks(Graph graph, LinkScores scores) {

    /** Store ids. */
    public LongColumn sources() {
        return ids(scores.pairs().source());
    }

    /** Store ids. */
    public LongColumn targets() {
        return ids(scores.pairs().target());
    }

    private LongColumn ids(int[] rows) {
        long[] ids = ((LongColumn) graph.nodes().ids()).values();
        return new LongColumn(IntStream.of(rows).mapToLong(row -> ids[row]).toArray(), null);
    }

    public double[] probabilities() {
        double[] probabilities = new double[scores.count()];
        Arrays.setAll(probabilities, scores::probability);
        return probabilities;
    }

    /**
     * What is known of each pair.
     *
     * @param probability the name of that column; {@code score} and {@code commonNeighbours} stand beside it
     */
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
}
