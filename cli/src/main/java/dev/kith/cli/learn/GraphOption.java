package dev.kith.cli.learn;

import dev.kith.graph.Graph;
import dev.kith.graph.GraphSource;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The graph a command works on. */
public final class GraphOption {
    @Parameters(
            index = "0",
            paramLabel = "GRAPH",
            description = "A graph folder (from kith export) or a data set folder.")
    private Path folder;

    @Option(names = "--target", paramLabel = "PROPERTY", description = "The node property to predict.")
    private String target;

    @Option(
            names = "--features",
            paramLabel = "PROPERTY",
            split = ",",
            description = "The node properties to learn from.")
    private List<String> features;

    @Option(
            names = "--types",
            paramLabel = "TYPE",
            split = ",",
            description = "The relationship types that count (default: all).")
    private List<String> types;

    /** The opened graph, as the options want it. */
    public Graph open() {
        Graph graph = GraphSource.open(folder);
        if (types != null) {
            graph = graph.withTypes(types);
        }
        if (features != null) {
            graph = graph.withFeatures(features);
        }
        return target == null ? graph : graph.withTarget(target);
    }
}
