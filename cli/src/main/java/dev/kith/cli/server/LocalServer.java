package dev.kith.cli.server;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running Neo4j server, a process of its own on 127.0.0.1 with authentication on. It ends with {@link #close}, and
 * with this process if that ends first. Its data stay in its home and are there at the next start.
 */
public final class LocalServer implements AutoCloseable {

    private static final int START_SECONDS = 180;
    private static final int STOP_SECONDS = 60;

    private final Neo4jDistribution distribution;
    private final ServerHome home;
    private final ServerAccess access;
    private final ServerProcess process;
    private volatile boolean stopAsked;
    private final Thread endWithUs = new Thread(this::stop, "stop-server");

    private LocalServer(Neo4jDistribution distribution, ServerHome home, ServerAccess access, ServerProcess process) {
        this.distribution = distribution;
        this.home = home;
        this.access = access;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(endWithUs);
    }

    /**
     * Starts a server and waits until it answers (10 to 30 s).
     *
     * @throws KithException where the Java is too old, the home is in use, the port is taken, or the server does not
     *     come up; in that case with the last lines it wrote
     */
    public static LocalServer start(ServerSettings settings) {
        Neo4jDistribution distribution = settings.distribution();
        if (settings.java().feature() < distribution.oldestJava()) {
            throw new KithException("Neo4j " + distribution.version() + " needs Java " + distribution.oldestJava()
                    + " or newer, and " + settings.java().folder() + " is Java "
                    + settings.java().feature() + ".");
        }
        try {
            ServerHome home = ServerHome.open(settings.home());
            try {
                return start(settings, home);
            } catch (IOException | RuntimeException | Error e) {
                home.close();
                throw e;
            }
        } catch (IOException e) {
            throw new KithException("The server's folder " + settings.home() + " cannot be written: " + e + ".", e);
        }
    }

    private static LocalServer start(ServerSettings settings, ServerHome home) throws IOException {
        int port = boltPort(settings.port());
        String uri = "bolt://127.0.0.1:" + port;
        ServerAccess access = ServerAccess.find(home.folder())
                .map(known -> known.at(uri))
                .orElseGet(() -> ServerAccess.withNewPassword(uri));
        access.write(home.folder());
        home.prepare(settings, port);
        if (!home.hasPassword()) {
            FirstPassword.set(settings, home, access);
        }
        ServerProcess process = new ServerProcess(home.folder(), command(settings, home), " Started.");
        LocalServer server = new LocalServer(settings.distribution(), home, access, process);
        server.awaitReady();
        return server;
    }

    /** For example {@code bolt://127.0.0.1:7687}. */
    public String uri() {
        return access.uri();
    }

    public String user() {
        return access.user();
    }

    public String password() {
        return access.password();
    }

    /** The file with the password in it, readable by its owner only. */
    public Path accessFile() {
        return ServerAccess.file(home.folder());
    }

    /** The release that runs. */
    public String version() {
        return distribution.version();
    }

    /** The server's process; empty once it has ended. */
    public Optional<ProcessHandle> process() {
        return process.java();
    }

    /**
     * Waits until the server is stopped.
     *
     * @throws KithException where it ended without being asked to
     */
    public void awaitStop() {
        process.onExit().join();
        if (!stopAsked) {
            throw new KithException("The server in " + home.folder() + " ended by itself. Its last lines:"
                    + System.lineSeparator() + process.lastLines());
        }
    }

    /** Stops the server: asked first, forced if it does not answer. Its data stay. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(endWithUs);
        } catch (IllegalStateException e) {
            // The shutdown has begun, and the hook does the same as we do.
        }
        stop();
    }

    private synchronized void stop() {
        stopAsked = true;
        try {
            process.stop(STOP_SECONDS);
            home.close();
        } catch (IOException e) {
            throw new KithException("The server in " + home.folder() + " did not stop cleanly: " + e + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() {
        String problem;
        try {
            if (process.ready().get(START_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            problem = "ended before it was ready";
        } catch (TimeoutException e) {
            problem = "was not ready after " + START_SECONDS + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = "was not waited for";
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        close();
        throw new KithException("The Neo4j server in " + home.folder() + " " + problem + ". Its last lines:"
                + System.lineSeparator() + process.lastLines());
    }

    private static List<String> command(ServerSettings settings, ServerHome home) {
        List<String> command = new ArrayList<>();
        command.add(settings.java().java());
        command.addAll(Neo4jDistribution.jvmFlags(settings.java()));
        command.add("-Xmx" + settings.heapMegabytes() + "m");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.addAll(settings.jvmOptions());
        if (settings.learner() != null) {
            command.add("-Dkith.dist="
                    + settings.learner().folder().toAbsolutePath().normalize());
            command.add("-Dkith.java=" + JavaHome.running().folder());
        }
        command.add("-cp");
        command.add(home.folder().resolve("plugins") + "/*:" + home.configuration() + "/*:"
                + settings.distribution().classPath());
        command.add(settings.distribution().mainClass());
        command.add("--home-dir=" + home.folder());
        command.add("--config-dir=" + home.configuration());
        command.add("--console-mode");
        return command;
    }

    private static int boltPort(int wanted) throws IOException {
        try (ServerSocket probe = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (BindException e) {
            throw new KithException(
                    "Port " + wanted
                            + " on 127.0.0.1 is taken by another program. Name another one, or 0 for any free.",
                    e);
        }
    }
}
