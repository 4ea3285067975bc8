package dev.kith.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.database.Credentials;
import dev.kith.cli.database.ProjectionOptions;
import dev.kith.cli.learn.Report;
import dev.kith.graph.Graph;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.export.GraphExport;
import java.io.PrintWriter;
import java.nio.file.Path;
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

    @Mixin
    private ProjectionOptions projection;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder that is written.")
    private Path out;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (Connection connection = credentials.connect(from)) {
            String name = out.toAbsolutePath().getFileName().toString();
            GraphExport.Report report =
                    GraphExport.run(connection, projection.projection(), projection.description(name), out);
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
