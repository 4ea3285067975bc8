package dev.kith.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.database.Credentials;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.source.Source;
import dev.kith.ingest.source.Sources;
import dev.kith.ingest.write.IngestReport;
import dev.kith.ingest.write.Ingester;
import dev.kith.ingest.write.WriteMode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kith ingest}: files into Neo4j. */
@Command(
        name = "ingest",
        description = "Writes graphs into Neo4j and checks that the database has an entity for every row.")
public final class Ingest implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(
            paramLabel = "SOURCE",
            arity = "1..*",
            description =
                    "wordnet, a dataset folder or an Arrow graph folder; several are written one after the other.")
    private List<String> sources;

    @Option(
            names = "--to",
            paramLabel = "URI",
            required = true,
            description = "The server: bolt://HOST:PORT, or local:DIR for one that 'kith serve' runs.")
    private String to;

    @Mixin
    private Credentials credentials;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "CREATE makes every row a new entity; MERGE updates what is there and can be repeated"
                    + " (default: CREATE where the labels have no node yet, else MERGE).")
    private WriteMode mode;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Source> opened = sources.stream().map(Sources::open).toList();
        ObjectNode result = JSON.createObjectNode();
        try (Connection connection = credentials.connect(to)) {
            Ingester ingester = new Ingester(connection);
            for (Source source : opened) {
                IngestReport report = ingest(ingester, source);
                result.withArray("sources").addPOJO(report);
            }
        }
        if (json) {
            spec.commandLine().getOut().println(result);
        }
        return 0;
    }

    private IngestReport ingest(Ingester ingester, Source source) {
        PrintWriter err = spec.commandLine().getErr();
        source.notice().ifPresent(notice -> err.println(notice + "\n"));
        WriteMode chosen = mode == null ? ingester.chooseMode(source) : mode;
        err.printf("Writing %s to %s with %s.%n", source.name(), to, chosen);
        err.flush();
        IngestReport report = ingester.ingest(source, chosen);
        if (!json) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s: %,d nodes (%,d new, %,.0f/s) and %,d relationships (%,d new, %,.0f/s); the database has"
                                    + " every row.%n",
                            report.source(),
                            report.nodes(),
                            report.nodesCreated(),
                            report.nodesPerSecond(),
                            report.relationships(),
                            report.relationshipsCreated(),
                            report.relationshipsPerSecond());
        }
        return report;
    }
}
