package dev.kith.cli.bench;

import dev.kith.cli.server.Installation;
import dev.kith.cli.server.LocalServer;
import dev.kith.cli.server.OfflineImport;
import dev.kith.cli.server.ScratchFolder;
import dev.kith.cli.server.ServerSettings;
import dev.kith.graph.Graph;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.generate.PowerLawGraph;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.ServerAddress;
import dev.kith.ingest.export.BoltRowExport;
import dev.kith.ingest.export.GraphExport;
import dev.kith.ingest.export.GraphProjection;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith bench export}: a graph from a running server into an Arrow folder, beside the same as Bolt rows. */
@Command(
        name = "export",
        description =
                "Times the export of a generated graph from a local server into an Arrow folder, and as Bolt rows.")
public final class ExportBenchmark implements Callable<Integer> {
    private static final long SEED = 11;
    private static final double EXPONENT = 2.5;
    private static final int HEAP_MEGABYTES = 2_048;
    private static final int PAGE_CACHE_MEGABYTES = 1_024;
    private static final GraphProjection EVERYTHING = new GraphProjection(List.of(), List.of(), List.of(), List.of());

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes of the graph (default: ${DEFAULT-VALUE}).")
    private int nodes = 1_000_000;

    @Option(names = "--relationships", paramLabel = "N", description = "Its relationships (default: ${DEFAULT-VALUE}).")
    private int relationships = 10_000_000;

    @Option(names = "--repeats", paramLabel = "N", description = "Exports that count (default: ${DEFAULT-VALUE}).")
    private int repeats = 5;

    @Option(names = "--warmup", paramLabel = "N", description = "Exports before them (default: ${DEFAULT-VALUE}).")
    private int warmup = 2;

    @Option(
            names = "--bolt-rows",
            paramLabel = "N",
            description = "Relationships that are read as Bolt rows (default: ${DEFAULT-VALUE}).")
    private int boltRows = 1_000_000;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (ScratchFolder scratch = new ScratchFolder("bench-export")) {
            ServerSettings settings = ServerSettings.of(
                            Installation.current(), scratch.path().resolve("server"))
                    .withMemory(HEAP_MEGABYTES, PAGE_CACHE_MEGABYTES);
            Graph graph = new PowerLawGraph(nodes, relationships, EXPONENT).graph(SEED);
            OfflineImport.run(settings, folder -> GeneratedImport.write(folder, "Node", nodes, graph.relationships()));
            try (LocalServer server = LocalServer.start(settings);
                    Connection connection = Connection.open(
                            ServerAddress.parse(server.uri(), server.user(), (uri, user) -> server.password()))) {
                measure(connection, scratch.path().resolve("graph"));
            }
        }
        return 0;
    }

    private void measure(Connection connection, Path folder) {
        Figures figures = new Figures("export");
        double[] stream = new double[repeats];
        double[] total = new double[repeats];
        double[] megabytes = new double[repeats];
        for (int r = -warmup; r < repeats; r++) {
            GraphExport.Report report = GraphExport.run(
                    connection,
                    EVERYTHING,
                    new GraphFolder.Description("export", true, null, List.of(), Map.of()),
                    folder);
            if (r >= 0) {
                stream[r] = report.streamSeconds();
                total[r] = report.seconds();
                megabytes[r] = report.bytes() / 1e6;
            }
        }
        BoltRowExport.Report rows = BoltRowExport.read(connection, EVERYTHING, boltRows);
        double seconds = Figures.median(total);
        figures.json().put("nodes", nodes);
        figures.json().put("relationships", relationships);
        figures.json().put("relationshipsPerSecond", relationships / seconds);
        figures.json().put("relationshipsPerSecondBest", relationships / Figures.min(total));
        figures.json().put("megabytesPerSecond", megabytes[0] / Figures.median(stream));
        figures.json().put("secondsMedian", seconds);
        figures.json().put("streamSecondsMedian", Figures.median(stream));
        figures.json().put("boltRowsPerSecond", rows.rowsPerSecond());
        figures.json().put("boltRows", rows.nodes() + rows.relationships());
        figures.print(
                spec.commandLine().getOut(),
                json,
                String.format(
                        Locale.ROOT,
                        "%,d nodes, %,d relationships: median %.2f s (%.2f s until the last byte), %,.0f relationships/s,"
                                + " %.0f MB/s; as Bolt rows %,.0f rows/s, which is %.0f s.",
                        nodes,
                        relationships,
                        seconds,
                        Figures.median(stream),
                        relationships / seconds,
                        megabytes[0] / Figures.median(stream),
                        rows.rowsPerSecond(),
                        ((long) nodes + relationships) / rows.rowsPerSecond()));
    }
}
