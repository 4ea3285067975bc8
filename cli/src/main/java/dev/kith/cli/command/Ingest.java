package dev.kith.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.database.Credentials;
import dev.kith.cli.ingest.DeliveryWords;
import dev.kith.cli.ingest.FileOptions;
import dev.kith.cli.ingest.OfflineIngest;
import dev.kith.cli.server.Installation;
import dev.kith.cli.server.ServerSettings;
import dev.kith.graph.KithException;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.ServerAddress;
import dev.kith.ingest.delivery.ChangedSource;
import dev.kith.ingest.delivery.Delivery;
import dev.kith.ingest.delivery.DeliveryOptions;
import dev.kith.ingest.delivery.DeliveryReport;
import dev.kith.ingest.delivery.FirstLoad;
import dev.kith.ingest.mapping.MappedFiles;
import dev.kith.ingest.mapping.MappingFile;
import dev.kith.ingest.mapping.SourceArgument;
import dev.kith.ingest.source.Source;
import dev.kith.ingest.source.Sources;
import dev.kith.ingest.write.IngestReport;
import dev.kith.ingest.write.Ingester;
import dev.kith.ingest.write.WriteMode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kith ingest}: files into Neo4j. */
@Command(
        name = "ingest",
        description = "Writes graphs and files into Neo4j, and checks that every row is written or rejected.")
public final class Ingest implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(
            paramLabel = "SOURCE",
            arity = "0..*",
            description = "wordnet, a dataset folder, an Arrow graph folder, or files: CSV, JSON Lines, Parquet, Arrow,"
                    + " or a query in a .cypher file for the server in --from;"
                    + " also as 'part-*.csv.gz', HEADER,PART,PART or Label=FILE.")
    private List<String> sources = List.of();

    @Option(
            names = "--to",
            paramLabel = "URI",
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

    @Mixin
    private FileOptions files;

    @Option(
            names = "--offline",
            description = "Make the first database of the server in --to local:DIR with Neo4j's offline importer, while"
                    + " that server does not run. For files.")
    private boolean offline;

    @Option(names = "--describe", description = "Print the mapping that would be used, and write nothing.")
    private boolean describe;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (sources.isEmpty() && !files.hasMapping()) {
            throw new ParameterException(
                    spec.commandLine(), "There is nothing to ingest; name a SOURCE, or a mapping file with --mapping.");
        }
        if (!describe && to == null) {
            throw new ParameterException(
                    spec.commandLine(), "Where to write is missing; name the server with --to URI.");
        }
        List<String> named = sources.stream().filter(SourceArgument::isFiles).toList();
        if (describe) {
            return describe(files.described(named));
        }
        List<Source> others = sources.stream()
                .filter(source -> !SourceArgument.isFiles(source))
                .map(Sources::open)
                .toList();
        ObjectNode result = JSON.createObjectNode();
        if (offline) {
            result.withArray("sources").add(load(named, others));
            return print(result);
        }
        try (Target target = new Target()) {
            Optional<MappedFiles> mapped = files.of(named, target::connection, mode);
            Ingester ingester = new Ingester(target.connection());
            for (Source source : others) {
                IngestReport report = ingest(ingester, source);
                result.withArray("sources").addPOJO(report);
            }
            mapped.ifPresent(source -> result.withArray("sources").add(deliver(target.connection(), source)));
            files.delivered();
        } catch (ChangedSource e) {
            files.refused();
            throw e;
        }
        return print(result);
    }

    /** The server that is written to, connected when it is first asked: mistakes in files are said without it. */
    private final class Target implements AutoCloseable {
        private Connection connection;

        Connection connection() {
            if (connection == null) {
                connection = credentials.connect(to);
            }
            return connection;
        }

        @Override
        public void close() {
            if (connection != null) {
                connection.close();
            }
        }
    }

    private int print(ObjectNode result) {
        if (json) {
            spec.commandLine().getOut().println(result);
        }
        return 0;
    }

    private ObjectNode load(List<String> named, List<Source> others) {
        if ((named.isEmpty() && !files.hasMapping()) || !others.isEmpty() || !to.startsWith(ServerAddress.LOCAL)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--offline takes files, and the folder of a local server: --to " + ServerAddress.LOCAL + "DIR.");
        }
        Path home = Path.of(to.substring(ServerAddress.LOCAL.length()));
        DeliveryOptions options = files.options(mode);
        FirstLoad.check(options);
        try {
            MappedFiles source = files.of(named, () -> null, mode).orElseThrow();
            say(source);
            return report(OfflineIngest.run(ServerSettings.of(Installation.current(), home), source, options));
        } finally {
            // A load that fails leaves no database: the next one begins anew.
            files.delivered();
        }
    }

    private int describe(Optional<MappedFiles> mapped) {
        MappedFiles source = mapped.orElseThrow(() -> new KithException(
                "Only files have a mapping to be described; a folder and wordnet say themselves what they hold."));
        spec.commandLine().getOut().print(MappingFile.text(source.mapping()));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private ObjectNode deliver(Connection connection, MappedFiles source) {
        say(source);
        return report(Delivery.run(connection, source, files.options(mode)));
    }

    private void say(MappedFiles source) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf("Writing %s to %s.%n", source.name(), to);
        err.flush();
    }

    private ObjectNode report(DeliveryReport report) {
        if (!json) {
            spec.commandLine().getOut().println(DeliveryWords.of(report));
        }
        return DeliveryWords.json(report);
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
