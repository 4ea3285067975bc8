package dev.kith.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.server.Installation;
import dev.kith.cli.server.LocalServer;
import dev.kith.cli.server.ScratchFolder;
import dev.kith.cli.server.ServerSettings;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.generate.BlockModel;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.ServerAddress;
import dev.kith.ingest.source.GraphRecords;
import dev.kith.ingest.write.Ingester;
import dev.kith.ingest.write.WriteMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Some clients at once for some minutes against a local server: no update may be lost, no worker, file or connection may
 * be left over, and the server's memory must not grow.
 */
final class ServerSoak {
    private static final long SEED = 17;
    private static final int NODES = 2_000;
    private static final int HEAP_MEGABYTES = 768;
    private static final int PAGE_CACHE_MEGABYTES = 128;
    private static final long MILLIS_BETWEEN = 2_000;
    private static final String CONNECTIONS = "CALL dbms.listConnections() YIELD connectionId RETURN count(*)";
    private static final double SETTLED = 0.3;
    private static final double LAST = 0.8;
    /** Files of the store that are opened late, and sockets that the system has not closed yet. */
    private static final long FILES_TO_SPARE = 40;

    private static final double MOST_GROWTH = 0.15;

    private final int clients;
    private final double minutes;
    private final List<String> faults = new ArrayList<>();

    ServerSoak(int clients, double minutes) {
        this.clients = clients;
        this.minutes = minutes;
    }

    /** Fills in the figures; what went wrong, in words. */
    List<String> run(ObjectNode figures) {
        try (ScratchFolder scratch = new ScratchFolder("soak")) {
            Path home = scratch.path().resolve("server");
            ServerSettings settings =
                    ServerSettings.of(Installation.current(), home).withMemory(HEAP_MEGABYTES, PAGE_CACHE_MEGABYTES);
            try (LocalServer server = LocalServer.start(settings)) {
                ProcessHandle process = server.process().orElseThrow();
                scratch.isUsedBy(process);
                soak(server, home.resolve("data").resolve("kith").resolve("jobs"), process, figures);
            }
        }
        return faults;
    }

    private void soak(LocalServer server, Path jobs, ProcessHandle process, ObjectNode figures) {
        try (Connection connection = open(server)) {
            Graph graph = new BlockModel(NODES, 4, 8.0, 0.8, 0.5, 16, 2.0).graph(SEED);
            new Ingester(connection).ingest(new GraphRecords(graph, null), WriteMode.CREATE);
            connection.write(tx -> tx.run("CREATE (:Counter {n: 0})").consume());
            ServerWatch watch = new ServerWatch(process);
            ServerWatch.Sample first = watch.look();
            long own = number(connection, CONNECTIONS);
            Map<SoakClient.Deed, Long> deeds = clients(server, watch);
            pause(MILLIS_BETWEEN);
            ServerWatch.Sample last = watch.look();
            long counted = number(connection, "MATCH (c:Counter) RETURN c.n");
            long connections = number(connection, CONNECTIONS);
            List<String> folders = names(jobs);
            long settled = watch.medianResidentBytes(SETTLED, SETTLED + 0.2);
            long end = watch.medianResidentBytes(LAST, 1.0);

            long lost = deeds.getOrDefault(SoakClient.Deed.COUNT, 0L) - counted;
            expect(lost == 0, lost + " updates of the counter are lost");
            expect(last.workers() <= 1, last.workers() + " workers are left");
            expect(folders.size() <= 1, "folders of jobs are left: " + folders);
            expect(
                    last.files() <= first.files() + FILES_TO_SPARE,
                    last.files() - first.files() + " files or sockets more than at the beginning are open");
            expect(
                    end <= (1.0 + MOST_GROWTH) * settled,
                    String.format(Locale.ROOT, "the server's memory grew by %.0f %%", 100.0 * end / settled - 100.0));
            expect(connections <= own, connections - own + " connections are left");

            ObjectNode counts = figures.putObject("done");
            deeds.forEach((deed, count) -> counts.put(deed.name().toLowerCase(Locale.ROOT), count));
            figures.put("lostUpdates", lost);
            figures.put("workersMost", watch.mostWorkers());
            figures.put("workersLeft", last.workers());
            figures.put("workerBytesMost", watch.mostWorkerBytes());
            figures.put("jobFoldersLeft", folders.size());
            figures.put("filesFirst", first.files());
            figures.put("filesLast", last.files());
            figures.put("connectionsFirst", own);
            figures.put("connectionsLast", connections);
            figures.put("serverBytesFirst", first.residentBytes());
            figures.put("serverBytesSettled", settled);
            figures.put("serverBytesEnd", end);
            figures.put("growth", (double) end / settled - 1.0);
        }
    }

    private Map<SoakClient.Deed, Long> clients(LocalServer server, ServerWatch watch) {
        long until = System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
        BooleanSupplier over = () -> System.nanoTime() > until || !faults().isEmpty();
        Map<SoakClient.Deed, Long> deeds = new EnumMap<>(SoakClient.Deed.class);
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<CompletableFuture<Map<SoakClient.Deed, Long>>> running = new ArrayList<>();
            for (int c = 0; c < clients; c++) {
                int number = c;
                running.add(CompletableFuture.supplyAsync(() -> client(server, number, over), threads));
            }
            while (!running.stream().allMatch(CompletableFuture::isDone)) {
                watch.look();
                pause(MILLIS_BETWEEN);
            }
            running.forEach(client -> client.join().forEach((deed, count) -> deeds.merge(deed, count, Long::sum)));
        }
        return deeds;
    }

    private Map<SoakClient.Deed, Long> client(LocalServer server, int number, BooleanSupplier over) {
        try (Connection connection = open(server)) {
            return new SoakClient(connection, number, NODES, SEED).run(over);
        } catch (RuntimeException e) {
            expect(false, String.valueOf(e.getMessage()));
            return Map.of();
        }
    }

    private static Connection open(LocalServer server) {
        return Connection.open(ServerAddress.parse(server.uri(), server.user(), (uri, user) -> server.password()));
    }

    private synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    private synchronized void expect(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }

    private static long number(Connection connection, String query) {
        return connection.read(1, tx -> tx.run(query).single().get(0).asLong());
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new KithException("The folder " + folder + " cannot be read: " + e + ".", e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
