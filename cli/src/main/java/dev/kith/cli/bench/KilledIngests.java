package dev.kith.cli.bench;

import dev.kith.cli.Kith;
import dev.kith.cli.server.LocalServer;
import dev.kith.cli.server.ServerSettings;
import dev.kith.graph.KithException;
import dev.kith.graph.random.CounterRandom;
import dev.kith.ingest.file.ContentHash;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/**
 * Ingests that are killed at random moments, the client or the server with SIGKILL, and run again until one completes.
 * What the database holds then is compared by a fingerprint: a hash of every node and relationship in the order of keys.
 */
public final class KilledIngests implements AutoCloseable {
    private static final int MOST_KILLS = 3;
    private static final int MOST_TRIES = 5;
    private static final long MOST_SECONDS = 600;
    private static final double REJECTED = 0.001;

    private final ServerSettings settings;
    private final Path folder;
    private final int rows;
    private final long seed;
    private LocalServer server;
    private double secondsOfFastest = Double.MAX_VALUE;

    /**
     * @param folder where the files are written
     * @param rows nodes and relationships together, half of each
     */
    public KilledIngests(ServerSettings settings, Path folder, int rows, long seed) {
        this.settings = settings;
        this.folder = folder;
        this.rows = rows;
        this.seed = seed;
        server = LocalServer.start(settings);
        writeFiles();
    }

    /**
     * What became of one ingest.
     *
     * @param killedBetween kills that found some rows in the database and not all
     */
    public record Outcome(
            String fingerprint, int clientsKilled, int serversKilled, int killedBetween, String lastWords) {}

    /** Nodes with a text, relationships with a weight; one relationship in a thousand lacks an end. */
    private void writeFiles() {
        int nodes = rows / 2;
        try (Writer people = Files.newBufferedWriter(folder.resolve("people.csv"));
                Writer knows = Files.newBufferedWriter(folder.resolve("knows.csv"))) {
            people.write("id:ID(Human){id-type:long},name,score:double\n");
            for (int i = 0; i < nodes; i++) {
                people.write(i + ",\"Name, " + i + "\"," + CounterRandom.uniformDouble(seed, 1, i) + "\n");
            }
            knows.write(":START_ID(Human),:END_ID(Human),w:double\n");
            for (int e = 0; e < rows - nodes; e++) {
                long source = (long) (nodes * CounterRandom.uniformDouble(seed, 2, e));
                long target = (long) (nodes * CounterRandom.uniformDouble(seed, 3, e));
                boolean lacking = CounterRandom.uniformDouble(seed, 4, e) < REJECTED;
                knows.write(source + "," + (lacking ? target + nodes : target) + "," + e + "\n");
            }
        } catch (IOException e) {
            throw new KithException("The files of the fault test cannot be written: " + e.getMessage() + ".", e);
        }
    }

    /** The ingest that nobody kills. */
    public Outcome reference() {
        clear();
        return untilComplete(-1, 0);
    }

    /**
     * One that is killed once to three times, first half-way, then at moments drawn for its number; one that was too fast
     * is tried again.
     */
    public Outcome killed(int number) {
        return killed(number, MOST_KILLS);
    }

    /** The same with fewer kills. */
    public Outcome killed(int number, int kills) {
        Outcome outcome;
        int tries = 0;
        do {
            clear();
            outcome = untilComplete(number * MOST_TRIES + tries, kills);
        } while (outcome.clientsKilled() + outcome.serversKilled() == 0 && ++tries < MOST_TRIES);
        return outcome;
    }

    private Outcome untilComplete(int number, int kills) {
        int clients = 0;
        int servers = 0;
        int between = 0;
        for (int attempt = 0; ; attempt++) {
            long start = System.nanoTime();
            Process client = client();
            double draw = CounterRandom.uniformDouble(seed, 100 + attempt, number);
            boolean ended;
            if (attempt >= kills) {
                ended = await(client, MOST_SECONDS);
            } else if (attempt == 0) {
                ended = awaitHalfWay(client) || await(client, draw * secondsOfFastest / 4);
            } else {
                ended = await(client, draw * secondsOfFastest);
            }
            if (ended && client.exitValue() == 0) {
                if (attempt == 0) {
                    secondsOfFastest = Math.min(secondsOfFastest, (System.nanoTime() - start) / 1e9);
                }
                return new Outcome(fingerprint(), clients, servers, between, lastLine());
            }
            if (attempt >= kills) {
                client.destroyForcibly();
                throw new KithException("Ingest " + number + " did not complete when it was left alone: " + lastLine());
            }
            if (ended) {
                throw new KithException("Ingest " + number + " failed before it was killed: " + lastLine());
            }
            if (CounterRandom.uniformDouble(seed, 200 + attempt, number) < 0.5) {
                client.destroyForcibly();
                await(client, MOST_SECONDS);
                clients++;
            } else {
                server.process().ifPresent(ProcessHandle::destroyForcibly);
                servers++;
                // It cannot go on without a server; it says so and ends, or is ended.
                if (!await(client, 5)) {
                    client.destroyForcibly();
                    await(client, MOST_SECONDS);
                }
                server.close();
                server = LocalServer.start(settings);
            }
            between += inSession(KilledIngests::isHalfWay) ? 1 : 0;
        }
    }

    /**
     * Until some units are committed: most moments of a short ingest come before the first one. All asking is done in one
     * session, since a connection takes longer than a unit.
     */
    private boolean awaitHalfWay(Process client) {
        return inSession(session -> {
            while (!await(client, 0.01)) {
                if (isHalfWay(session)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Whether some units are committed and others are not. */
    private static boolean isHalfWay(Session session) {
        return session.run(
                        "RETURN EXISTS { MATCH (:Human) } AND EXISTS { MATCH (c:KithCursor) WHERE c.status <> 'complete' }")
                .single()
                .get(0)
                .asBoolean();
    }

    private Process client() {
        List<String> command = new ArrayList<>(List.of(
                settings.java().java(),
                "-Xmx512m",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Kith.class.getName(),
                "ingest",
                "people.csv",
                "knows.csv",
                "--to",
                "local:" + settings.home().toAbsolutePath(),
                "--missing",
                "SKIP",
                "--rejects",
                "rejects.csv"));
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("client.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new KithException("The ingest cannot be started: " + e.getMessage() + ".", e);
        }
    }

    private static boolean await(Process process, double seconds) {
        try {
            return process.waitFor((long) (seconds * 1e3), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KithException("The fault test was interrupted.", e);
        }
    }

    private String lastLine() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("client.log"));
            return lines.isEmpty() ? "" : lines.getLast();
        } catch (IOException e) {
            return "its log cannot be read";
        }
    }

    private void clear() {
        inSession(session -> session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS")
                .consume());
    }

    private String fingerprint() {
        ContentHash hash = new ContentHash();
        inSession(session -> {
            session.run("MATCH (n:Human) RETURN n.id, n.name, n.score, labels(n) ORDER BY n.id")
                    .forEachRemaining(row -> hash.add(row.values().toString()));
            session.run("MATCH (a)-[r]->(b) RETURN a.id, b.id, type(r), r.w ORDER BY a.id, b.id, r.w")
                    .forEachRemaining(row -> hash.add(row.values().toString()));
            session.run("MATCH (n) WHERE NOT n:Human RETURN labels(n), n.rows, n.rejected, n.status ORDER BY labels(n)")
                    .forEachRemaining(row -> hash.add(row.values().toString()));
            return null;
        });
        rejects().ifPresent(hash::add);
        return hash.hex();
    }

    /** The rejected rows in the order of their lines: writers find them in any. */
    private Optional<String> rejects() {
        try {
            return Optional.of(String.join(
                    "\n",
                    Files.readAllLines(folder.resolve("rejects.csv")).stream()
                            .sorted()
                            .toList()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private <T> T inSession(Function<Session, T> work) {
        try (Driver driver = GraphDatabase.driver(server.uri(), AuthTokens.basic(server.user(), server.password()));
                Session session = driver.session()) {
            return work.apply(session);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
