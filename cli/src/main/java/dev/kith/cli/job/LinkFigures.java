package dev.kith.cli.job;

import dev.kith.cli.learn.LinkRows;
import dev.kith.cli.learn.Report;
import dev.kith.graph.Graph;
import dev.kith.graph.column.Column;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Predicted links as a job's result: rows in its folder, and what is told of them. */
final class LinkFigures {
    private LinkFigures() {}

    /** Writes {@code id} of the source, {@code target}, {@code probability} and what is known beside it. */
    static Map<String, Object> of(LinkRows links, JobInput input) {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("target", links.targets());
        columns.putAll(links.columns("probability"));
        PredictionFile.write(links.sources(), columns, input.folder());
        Graph graph = links.graph();
        double[] probabilities = links.probabilities();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("nodeCount", graph.nodeCount());
        figures.put("pairCount", links.count());
        figures.put("graphFingerprint", graph.fingerprint());
        figures.put("predictionsSha256", links.sha256());
        figures.put("meanProbability", mean(probabilities));
        figures.put(
                "highestProbability",
                Report.tree(DoubleStream.of(probabilities).max().orElse(Double.NaN)));
        return figures;
    }

    /** As JSON has it: null of no numbers. */
    static Object mean(double[] values) {
        return Report.tree(DoubleStream.of(values).average().orElse(Double.NaN));
    }
}
