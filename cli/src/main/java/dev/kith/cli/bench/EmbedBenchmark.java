package dev.kith.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.gnn.latent.embed.GraphDistances;
import dev.kith.gnn.latent.embed.MetricEmbedding;
import dev.kith.gnn.latent.embed.Trees;
import dev.kith.gnn.latent.metric.Metric;
import dev.kith.gnn.latent.metric.MetricRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.graph.Adjacency;
import dev.kith.graph.Csr;
import dev.kith.graph.Graph;
import dev.kith.graph.GraphSource;
import dev.kith.graph.KithException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith bench embed}: how well the distances of trees, or of a given graph, fit a space and a metric. */
@Command(
        name = "embed",
        description = "Places the nodes of four trees, or of a graph, so that distances are those of the graph.")
public final class EmbedBenchmark implements Callable<Integer> {
    @Option(
            names = "--graph",
            paramLabel = "FOLDER",
            description = "A connected graph of at most 1,000 nodes instead of the trees; paths are read both ways.")
    private Path graph;

    @Option(
            names = "--width",
            paramLabel = "D",
            description = "Width of the given graph's embedding (default: ${DEFAULT-VALUE}).")
    private int width = 4;

    @Option(names = "--weight-property", paramLabel = "NAME", description = "Length of the graph's relationships.")
    private String weight;

    @Option(
            names = "--geometries",
            split = ",",
            paramLabel = "NAME",
            description = "Which (default: ${DEFAULT-VALUE}).")
    private List<String> geometries = List.of("euclidean", "snowflake");

    @Option(names = "--seeds", paramLabel = "N", description = "Embeddings of each (default: ${DEFAULT-VALUE}).")
    private int seeds = 5;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private record Target(String name, double[][] distances, int width) {}

    @Override
    public Integer call() {
        if (width < 1 || seeds < 1) {
            throw new KithException("--width and --seeds are at least 1, not " + width + " and " + seeds + ".");
        }
        Figures figures = new Figures("embed");
        ArrayNode rows = figures.json().put("seeds", seeds).putArray("embeddings");
        List<String> lines = new ArrayList<>();
        for (Target target : graph == null ? trees() : List.of(given())) {
            for (String geometry : geometries) {
                lines.add(fit(target, geometry, rows.addObject()));
                spec.commandLine().getErr().println(lines.getLast());
                spec.commandLine().getErr().flush();
            }
        }
        figures.print(spec.commandLine().getOut(), json, String.join("\n", lines));
        return 0;
    }

    private static List<Target> trees() {
        return List.of(
                new Target("star of 3", Trees.star(3), 3),
                new Target("binary tree of 7", Trees.binary(7), 3),
                new Target("binary tree of 15", Trees.binary(15), 4),
                new Target("binary tree of 15", Trees.binary(15), 8));
    }

    private Target given() {
        Graph read = GraphSource.open(graph);
        Csr bothWays = read.adjacency(Adjacency.undirected().withWeights(weight));
        return new Target(read.name(), GraphDistances.of(bothWays), width);
    }

    private String fit(Target target, String geometry, ObjectNode into) {
        Settings settings = Settings.of(MetricRegistry.OPTIONS, Map.of("geometry", geometry, "snowflakeWidth", 8));
        Metric metric = MetricRegistry.of(settings).factory().apply(settings);
        double[] squares = new double[seeds];
        double[] distortions = new double[seeds];
        for (int s = 0; s < seeds; s++) {
            MetricEmbedding embedding = MetricEmbedding.of(target.distances, target.width, metric, s);
            squares[s] = embedding.meanSquare();
            distortions[s] = embedding.distortion();
        }
        into.put("target", target.name).put("width", target.width).put("geometry", geometry);
        into.put("worstMeanSquare", max(squares)).put("bestMeanSquare", Figures.min(squares));
        into.put("worstDistortion", max(distortions)).put("bestDistortion", Figures.min(distortions));
        return String.format(
                Locale.ROOT,
                "%s in %d dimensions, %s: mean square %.3g, distortion %.4f, the worst of %d seeds.",
                target.name,
                target.width,
                geometry,
                max(squares),
                max(distortions),
                seeds);
    }

    private static double max(double[] values) {
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            most = Math.max(most, value);
        }
        return most;
    }
}
