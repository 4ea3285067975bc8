package dev.kith.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.learn.Report;
import dev.kith.graph.Graph;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.export.GraphExport;
import dev.kith.ingest.export.GraphProjection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith export}: Neo4j into a graph folder. */
@Command(name = "export", description = "Exports a database's graph into an Arrow graph folder.")
public final class Export implements Callable<Integer> {
    @Option(
            names = "--from",
            paramLabel = "URI",
            required = true,
            description = "The server: bolt://HOST:PORT, or local:DIR for one that 'kith serve' runs.")
    private String from;

    @Mixin
    private Credentials credentials;

    @Option(names = "--labels", paramLabel = "LABEL", split = ",", description = "Labels of the nodes (default: all).")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--types", paramLabel = "TYPE", split = ",", description = "Relationship types (default: all).")
    private List<String> types = new ArrayList<>();

    @Option(
            names = "--node-properties",
            paramLabel = "KEY",
            split = ",",
            description = "Node properties that come along, beside target and features.")
    private List<String> nodeProperties = new ArrayList<>();

    @Option(
            names = "--relationship-properties",
            paramLabel = "KEY",
            split = ",",
            description = "Relationship properties that come along.")
    private List<String> relationshipProperties = new ArrayList<>();

    @Option(names = "--target", paramLabel = "KEY", description = "The node property to predict.")
    private String target;

    @Option(names = "--features", paramLabel = "KEY", split = ",", description = "Node properties to learn from.")
    private List<String> features = new ArrayList<>();

    @Option(names = "--undirected", description = "The direction of the relationships has no meaning.")
    private boolean undirected;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder that is written.")
    private Path out;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Set<String> properties = new LinkedHashSet<>(nodeProperties);
        properties.addAll(features);
        if (target != null) {
            properties.add(target);
        }
        try (Connection connection = credentials.connect(from)) {
            GraphExport.Report report = GraphExport.run(
                    connection,
                    new GraphProjection(labels, types, List.copyOf(properties), relationshipProperties),
                    new GraphFolder.Description(
                            out.toAbsolutePath().getFileName().toString(),
                            !undirected,
                            target,
                            features,
                            Map.of("uri", connection.uri().toString())),
                    out);
            show(report);
        }
        return 0;
    }

    private void show(GraphExport.Report report) {
        PrintWriter stdout = spec.commandLine().getOut();
        Graph graph = report.graph();
        if (json) {
            ObjectNode result = Report.object();
            result.put("nodes", graph.nodeCount());
            result.put("relationships", graph.relationships().count());
            result.put("bytes", report.bytes());
            result.put("seconds", report.seconds());
            result.put("relationshipsPerSecond", report.relationshipsPerSecond());
            result.put("megabytesPerSecond", report.megabytesPerSecond());
            result.put("fingerprint", graph.fingerprint());
            stdout.println(Report.line(result));
        } else {
            stdout.printf(
                    "%,d nodes and %,d relationships in %s: %.1f s, %,.0f relationships/s, %.0f MB/s.%n",
                    graph.nodeCount(),
                    graph.relationships().count(),
                    out,
                    report.seconds(),
                    report.relationshipsPerSecond(),
                    report.megabytesPerSecond());
        }
        stdout.flush();
    }
}
