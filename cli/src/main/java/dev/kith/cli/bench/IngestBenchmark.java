package dev.kith.cli.bench;

import dev.kith.cli.server.Installation;
import dev.kith.cli.server.LocalServer;
import dev.kith.cli.server.ScratchFolder;
import dev.kith.cli.server.ServerSettings;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.generate.PowerLawGraph;
import dev.kith.graph.random.CounterRandom;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.ServerAddress;
import dev.kith.ingest.delivery.DeliveryReport;
import dev.kith.ingest.source.GraphRecords;
import dev.kith.ingest.write.IngestReport;
import dev.kith.ingest.write.Ingester;
import dev.kith.ingest.write.WriteMode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code kith bench ingest}: a generated graph into a local server by Kith, from memory through the driver and from CSV
 * files through the plugin, and by the plain recipe, with CREATE and with MERGE. Each goes under labels of its own, in turn,
 * so that all see the same server. The same files beside it by Neo4j's offline importer, each into a database of its own.
 */
@Command(name = "ingest", description = "Times ingest into a local server, beside the plain UNWIND recipe.")
public final class IngestBenchmark implements Callable<Integer> {
    private static final long SEED = 13;
    private static final double EXPONENT = 2.5;
    private static final int BATCH_ROWS = 10_000;
    private static final int WRITERS = 2;

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes of the graph (default: ${DEFAULT-VALUE}).")
    private int nodes = 100_000;

    @Option(names = "--relationships", paramLabel = "N", description = "Its relationships (default: ${DEFAULT-VALUE}).")
    private int relationships = 200_000;

    @Option(names = "--repeats", paramLabel = "N", description = "Ingests that count (default: ${DEFAULT-VALUE}).")
    private int repeats = 5;

    @Option(names = "--warmup", paramLabel = "N", description = "Ingests before them (default: ${DEFAULT-VALUE}).")
    private int warmup = 1;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private enum Way {
        PLAIN,
        DRIVER,
        PLUGIN
    }

    /** A way to write, and the seconds that it took in each repeat. */
    private static final class Path {
        final String name;
        final Way way;
        final WriteMode mode;
        final double[] nodeSeconds;
        final double[] relationshipSeconds;

        Path(String name, Way way, WriteMode mode, int repeats) {
            this.name = name;
            this.way = way;
            this.mode = mode;
            nodeSeconds = new double[repeats];
            relationshipSeconds = new double[repeats];
        }
    }

    @Override
    public Integer call() {
        List<Path> paths = List.of(
                new Path("plainCreate", Way.PLAIN, WriteMode.CREATE, repeats),
                new Path("create", Way.DRIVER, WriteMode.CREATE, repeats),
                new Path("pluginCreate", Way.PLUGIN, WriteMode.CREATE, repeats),
                new Path("plainMerge", Way.PLAIN, WriteMode.MERGE, repeats),
                new Path("merge", Way.DRIVER, WriteMode.MERGE, repeats),
                new Path("pluginMerge", Way.PLUGIN, WriteMode.MERGE, repeats));
        Figures figures = new Figures("ingest");
        try (ScratchFolder scratch = new ScratchFolder("bench-ingest");
                LocalServer server = LocalServer.start(
                        ServerSettings.of(Installation.current(), scratch.path().resolve("server")));
                Connection connection = Connection.open(
                        ServerAddress.parse(server.uri(), server.user(), (uri, user) -> server.password()));
                Driver driver =
                        GraphDatabase.driver(server.uri(), AuthTokens.basic(server.user(), server.password()))) {
            for (int r = -warmup; r < repeats; r++) {
                for (Path path : paths) {
                    run(scratch.path(), connection, driver, path, r);
                }
            }
        }
        double offline = offlineSeconds();
        figures.json().put("nodes", nodes);
        figures.json().put("relationships", relationships);
        StringBuilder words = new StringBuilder();
        for (Path path : paths) {
            double nodeRate = nodes / Figures.median(path.nodeSeconds);
            double relationshipRate = relationships / Figures.median(path.relationshipSeconds);
            figures.json()
                    .putObject(path.name)
                    .put("nodesPerSecond", nodeRate)
                    .put("relationshipsPerSecond", relationshipRate);
            words.append(String.format(
                    Locale.ROOT,
                    "%-12s %,9.0f nodes/s, %,9.0f relationships/s%n",
                    path.name,
                    nodeRate,
                    relationshipRate));
        }
        figures.json().putObject("offline").put("rowsPerSecond", (nodes + relationships) / offline);
        words.append(String.format(
                Locale.ROOT,
                "%-12s %,9.0f rows/s, nodes and relationships together%n",
                "offline",
                (nodes + relationships) / offline));
        figures.print(spec.commandLine().getOut(), json, words.toString().stripTrailing());
        return 0;
    }

    /** Of reading the files, writing the importer's and its run; a database that is there already it does not take. */
    private double offlineSeconds() {
        double[] seconds = new double[repeats];
        try (ScratchFolder scratch = new ScratchFolder("bench-offline")) {
            GraphFiles files = new GraphFiles(scratch.path(), graph("offline"));
            for (int r = 0; r < repeats; r++) {
                long start = System.nanoTime();
                files.load(
                        ServerSettings.of(Installation.current(), scratch.path().resolve("server" + r)));
                seconds[r] = (System.nanoTime() - start) / 1e9;
            }
        }
        return Figures.median(seconds);
    }

    private void run(java.nio.file.Path folder, Connection connection, Driver driver, Path path, int repeat) {
        Graph graph = graph(path.name + (repeat + warmup));
        double nodeSeconds;
        double relationshipSeconds;
        switch (path.way) {
            case PLAIN -> {
                PlainIngest.Report report = new PlainIngest(driver, BATCH_ROWS, WRITERS).ingest(graph, path.mode);
                nodeSeconds = report.nodeSeconds();
                relationshipSeconds = report.relationshipSeconds();
            }
            case DRIVER -> {
                IngestReport report =
                        new Ingester(connection, BATCH_ROWS, WRITERS).ingest(new GraphRecords(graph, null), path.mode);
                nodeSeconds = report.nodeSeconds();
                relationshipSeconds = report.relationshipSeconds();
            }
            case PLUGIN -> {
                DeliveryReport report = new GraphFiles(folder, graph).deliver(connection, path.mode);
                nodeSeconds = report.nodeSeconds();
                relationshipSeconds = report.relationshipSeconds();
            }
            default -> throw new IllegalStateException(path.name);
        }
        if (repeat >= 0) {
            path.nodeSeconds[repeat] = nodeSeconds;
            path.relationshipSeconds[repeat] = relationshipSeconds;
        }
    }

    /** Nodes with a text and a number, relationships with a weight, no pair of nodes joined twice. */
    private Graph graph(String name) {
        RelationshipTable drawn = new PowerLawGraph(nodes, 2 * relationships, EXPONENT)
                .graph(SEED)
                .relationships();
        int[] first = firstOfPairs(drawn);
        double[] weights = new double[relationships];
        Arrays.setAll(weights, e -> CounterRandom.uniformDouble(SEED, 1, e));
        double[] values = new double[nodes];
        Arrays.setAll(values, i -> CounterRandom.uniformDouble(SEED, 2, i));
        String[] names = new String[nodes];
        Arrays.setAll(names, i -> "the node of number " + i);
        long[] ids = new long[nodes];
        Arrays.setAll(ids, i -> i);
        Map<String, Column> properties = Map.of("name", new TextColumn(names), "value", new DoubleColumn(values, null));
        return new Graph(
                name,
                true,
                new NodeTable(new LongColumn(ids, null), NodeLabels.all(name, nodes), properties),
                new RelationshipTable(
                        IntStream.of(first).map(e -> drawn.source()[e]).toArray(),
                        IntStream.of(first).map(e -> drawn.target()[e]).toArray(),
                        new short[relationships],
                        List.of(name.toUpperCase(Locale.ROOT)),
                        Map.of("weight", new DoubleColumn(weights, null))),
                null,
                List.of(),
                Map.of());
    }

    /** The first relationship of each pair of nodes, in the order they were drawn, as many as are wanted. */
    private int[] firstOfPairs(RelationshipTable drawn) {
        Set<Long> seen = new HashSet<>();
        int[] first = IntStream.range(0, drawn.count())
                .filter(e -> seen.add((long) drawn.source()[e] * nodes + drawn.target()[e]))
                .limit(relationships)
                .toArray();
        if (first.length < relationships) {
            throw new KithException("There are not " + relationships + " different pairs among " + nodes
                    + " nodes of this kind; choose fewer relationships or more nodes.");
        }
        return first;
    }
}
