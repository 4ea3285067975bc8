package dev.kith.cli.server;

import dev.kith.graph.KithException;
import dev.kith.graph.job.ProcessLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder of one local server: {@code conf/}, {@code data/}, {@code logs/}, {@code plugins/} as Neo4j lays them out,
 * and {@code server.json}. Held under a lock from {@link #open} to {@link #close}, so that no second server starts in it.
 */
final class ServerHome implements AutoCloseable {

    private final Path folder;
    private final ProcessLock lock;

    private ServerHome(Path folder, ProcessLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder where it is missing, and takes its lock.
     *
     * @throws KithException where another process holds it, or the folder is somebody else's
     */
    static ServerHome open(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else if (!isEmpty(folder) && !Files.exists(folder.resolve("kith.lock"))) {
            throw new KithException("The folder " + folder
                    + " has something in it that is no server of Kith's. Name an empty folder or a new one.");
        }
        return ProcessLock.take(folder.resolve("kith.lock"))
                .map(lock -> new ServerHome(folder, lock))
                .orElseThrow(() -> new KithException("A server is already running in " + folder
                        + ". Use that one (its address is in server.json), or name another folder."));
    }

    Path folder() {
        return folder;
    }

    Path configuration() {
        return folder.resolve("conf");
    }

    /** Whether the server has a password: it is set once, before the first start. */
    boolean hasPassword() {
        return Files.exists(folder.resolve("data/dbms/auth.ini"))
                || Files.exists(folder.resolve("data/databases/system"));
    }

    /** Writes the configuration and puts the plugins in; what an earlier start put in is replaced. */
    void prepare(ServerSettings settings, int port) throws IOException {
        Files.createDirectories(configuration());
        Files.createDirectories(folder.resolve("logs"));
        Files.write(configuration().resolve("neo4j.conf"), configuration(settings, port));
        link(settings);
    }

    /** Loopback only, Bolt only, nobody told; everything else as Neo4j has it, authentication included. */
    private static List<String> configuration(ServerSettings settings, int port) {
        return List.of(
                "# Written by Kith at every start.",
                "server.default_listen_address=127.0.0.1",
                "server.bolt.listen_address=127.0.0.1:" + port,
                "server.bolt.advertised_address=127.0.0.1:" + port,
                "server.http.enabled=false",
                "server.https.enabled=false",
                "dbms.usage_report.enabled=false",
                // The stores are closed long before the network threads give up waiting for work: 10 s otherwise.
                "internal.server.bolt.thread_pool_shutdown_wait_time=1s",
                "server.memory.pagecache.size=" + settings.pageCacheMegabytes() + "m");
    }

    private void link(ServerSettings settings) throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        try (DirectoryStream<Path> present = Files.newDirectoryStream(plugins)) {
            for (Path plugin : present) {
                if (Files.isSymbolicLink(plugin)) {
                    Files.delete(plugin);
                }
            }
        }
        List<Path> jars = new ArrayList<>(settings.distribution().plugins());
        jars.addAll(settings.plugins());
        for (Path jar : jars) {
            Files.createSymbolicLink(plugins.resolve(jar.getFileName()), jar.toAbsolutePath());
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            return !files.iterator().hasNext();
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
