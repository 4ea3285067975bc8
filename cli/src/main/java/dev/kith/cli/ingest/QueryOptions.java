package dev.kith.cli.ingest;

import dev.kith.cli.server.Installation;
import dev.kith.graph.KithException;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.ServerAddress;
import dev.kith.ingest.file.Fetched;
import dev.kith.ingest.query.QueryFetch;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where files that hold queries are run. */
public final class QueryOptions {
    private static final String PASSWORD = "KITH_FROM_PASSWORD";

    @Option(
            names = "--from",
            paramLabel = "URI",
            description = "The server on which the queries of .cypher files are run: bolt://HOST:PORT, or local:DIR.")
    private String from;

    @Option(names = "--from-user", paramLabel = "USER", description = "Who logs in there (default: ${DEFAULT-VALUE}).")
    private String user = "neo4j";

    @Option(
            names = "--from-password",
            paramLabel = "PASSWORD",
            description = "The password there; better in the environment as KITH_FROM_PASSWORD.")
    private String password;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private QueryFetch fetch;

    /** The rows of those of the files that hold queries. */
    Fetched fetch(Supplier<Stream<Path>> files, String pipeline, boolean described) {
        if (files.get().noneMatch(QueryFetch::isQuery)) {
            if (from != null) {
                throw new KithException("--from goes with files that hold queries, such as people.cypher.");
            }
            return Fetched.NONE;
        }
        if (from == null) {
            Path first = files.get().filter(QueryFetch::isQuery).findFirst().orElseThrow();
            throw new KithException(
                    "The file " + first + " holds a query for another Neo4j; name its server with --from URI.");
        }
        PrintWriter err = spec.commandLine().getErr();
        try (Connection connection = Connection.open(ServerAddress.parse(from, user, this::password))) {
            fetch = new QueryFetch(Installation.userFolder().resolve("fetched"), connection, sentence -> {
                err.println(sentence);
                err.flush();
            });
            if (!described) {
                return fetch.fetch(files.get(), pipeline);
            }
            return fetch.columns(files.get());
        }
    }

    private String password(URI uri, String who) {
        return Stream.of(password, System.getenv(PASSWORD))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new KithException("The server at " + uri + " needs a password for " + who
                        + "; give --from-password or set " + PASSWORD + "."));
    }

    /** Names by which a database remembers sources: the same query on another server is another one. */
    List<String> named(List<String> sources) {
        return from == null
                ? sources
                : sources.stream().map(source -> source + " on " + from).toList();
    }

    boolean isAsked() {
        return from != null;
    }

    void forgetRows() {
        if (fetch != null) {
            fetch.forget();
        }
    }
}
