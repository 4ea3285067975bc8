package dev.kith.cli.ingest;

import dev.kith.cli.server.Installation;
import dev.kith.cli.server.ScratchFolder;
import dev.kith.graph.KithException;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.ServerAddress;
import dev.kith.ingest.delivery.Delivery;
import dev.kith.ingest.delivery.DeliveryOptions;
import dev.kith.ingest.file.ContentHash;
import dev.kith.ingest.file.Fetched;
import dev.kith.ingest.mapping.MappedFiles;
import dev.kith.ingest.query.KeptRows;
import dev.kith.ingest.query.QueryFetch;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.neo4j.driver.exceptions.AuthenticationException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where files that hold queries are run, and what becomes of their rows. */
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

    private KeptRows kept;
    /** What this run has fetched itself, or null. */
    private Fetched fresh;

    /**
     * Files some of which hold queries, with the rows of these: those that an ingest was begun with which is not complete,
     * else those of now.
     *
     * @param queries files that hold some
     * @param mapped all of the files, with rows of the queries
     * @param target the database that they go to, or null for one that is yet to be made
     */
    MappedFiles open(
            List<Path> queries, Function<Fetched, MappedFiles> mapped, Connection target, DeliveryOptions options) {
        try (Connection source = source(queries)) {
            QueryFetch fetch = new QueryFetch(source, this::say);
            // Before rows are fetched for an hour that nobody can read.
            MappedFiles columns = columns(fetch, queries, mapped);
            kept = new KeptRows(Installation.userFolder().resolve("fetched").resolve(name(columns, target, options)));
            if (target != null && !options.rerunChanged()) {
                for (Fetched before : kept.before(queries)) {
                    MappedFiles files = mapped.apply(before);
                    if (Delivery.goesOn(target, files, options)) {
                        say(
                                "The ingest that is not complete goes on with the rows that it was begun with; --changed rerun"
                                        + " asks the queries again.");
                        return files;
                    }
                }
            }
            fresh = fetch.fetch(queries, kept);
            return mapped.apply(fresh);
        }
    }

    /** The same without rows, of which only the mapping is of interest. */
    MappedFiles describe(List<Path> queries, Function<Fetched, MappedFiles> mapped) {
        try (Connection source = source(queries)) {
            return columns(new QueryFetch(source, this::say), queries, mapped);
        }
    }

    private static MappedFiles columns(QueryFetch fetch, List<Path> queries, Function<Fetched, MappedFiles> mapped) {
        try (ScratchFolder scratch = new ScratchFolder("columns")) {
            return mapped.apply(fetch.columns(queries, new KeptRows(scratch.path())));
        }
    }

    /** The same for the same way of the same files into the same database. */
    private static String name(MappedFiles files, Connection target, DeliveryOptions options) {
        ContentHash hash = new ContentHash().add(options.pipeline());
        hash.add(target == null ? "" : target.database().id());
        files.sources().forEach(hash::add);
        return hash.hex();
    }

    private Connection source(List<Path> queries) {
        if (from == null) {
            throw new KithException("The file " + queries.getFirst()
                    + " holds a query for another Neo4j; name its server with --from URI.");
        }
        try {
            return Connection.open(ServerAddress.parse(from, user, this::password));
        } catch (KithException e) {
            if (e.getCause() instanceof AuthenticationException) {
                throw new KithException(
                        "The server at " + from + " refuses this user and password; give the right ones"
                                + " with --from-user and " + PASSWORD + ".",
                        e);
            }
            throw e;
        }
    }

    private String password(URI uri, String who) {
        return Stream.of(password, System.getenv(PASSWORD))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new KithException("The server at " + uri + " needs a password for " + who
                        + "; give --from-password or set " + PASSWORD + "."));
    }

    private void say(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence);
        err.flush();
    }

    /** @throws KithException where something is said of a server that nobody asks */
    void refuseWithoutQueries() {
        if (from != null || password != null) {
            throw new KithException("--from goes with files that hold queries, such as people.cypher.");
        }
    }

    /** Names by which a database remembers sources: the same query on another server is another one. */
    List<String> named(List<String> sources) {
        if (from == null) {
            return sources;
        }
        String where = from.startsWith(ServerAddress.LOCAL)
                ? ServerAddress.LOCAL
                        + Path.of(from.substring(ServerAddress.LOCAL.length()))
                                .toAbsolutePath()
                                .normalize()
                : from;
        return sources.stream().map(source -> source + " on " + where).toList();
    }

    /** Everything is written: no rows are needed any more. */
    void delivered() {
        if (kept != null) {
            kept.discardAll();
        }
    }

    /** Nothing was begun with the rows of now; those of then are still needed. */
    void refused() {
        if (fresh != null) {
            kept.discard(fresh);
        }
    }
}
