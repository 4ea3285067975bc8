package dev.kith.cli.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Java process that ends when its parent does. A shell stands between the two: it reads from the pipe the parent
 * holds open, and asks the process to stop as soon as that pipe is closed, be it by {@link #stop} or by the parent's
 * death, however sudden. Ctrl-C reaches the parent only.
 */
final class ServerProcess {

    private static final String WATCH = """
            trap '' INT HUP
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            { cat <&3; kill "$server"; } >/dev/null 2>&1 &
            exec 3<&-
            wait "$server"
            """;
    private static final int LINES_KEPT = 12;

    private final Process shell;
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final Thread reader;

    /**
     * Starts a process.
     *
     * @param home its working folder
     * @param command the program and its arguments
     * @param readyMark what the line ends with that says it is ready
     */
    ServerProcess(Path home, List<String> command, String readyMark) throws IOException {
        List<String> watched = new ArrayList<>(List.of("/bin/sh", "-c", WATCH, "sh"));
        watched.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(watched).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("NEO4J_") || name.startsWith("JAVA_TOOL_"));
        this.shell = builder.start();
        this.reader = Thread.ofPlatform().daemon().name("server-output").start(() -> read(readyMark));
    }

    /** Whether the process said it is ready before it ended. */
    CompletableFuture<Boolean> ready() {
        return ready;
    }

    /** The last lines of its output, oldest first. */
    String lastLines() {
        synchronized (lines) {
            return String.join(System.lineSeparator(), lines);
        }
    }

    boolean isAlive() {
        return shell.isAlive();
    }

    /** Completes when the process has ended. */
    CompletableFuture<Void> onExit() {
        return shell.onExit().thenAccept(ended -> {});
    }

    /** The process itself, not the shell before it. */
    Optional<ProcessHandle> java() {
        try (Stream<ProcessHandle> children = shell.children()) {
            return children.filter(child -> child.info().command().orElse("").endsWith("/java"))
                    .findFirst();
        }
    }

    /** Asks it to stop, and forces it after {@code seconds}. */
    void stop(long seconds) throws IOException, InterruptedException {
        shell.getOutputStream().close();
        if (!shell.waitFor(seconds, TimeUnit.SECONDS)) {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
        }
        reader.join(TimeUnit.SECONDS.toMillis(seconds));
    }

    private void read(String readyMark) {
        try (BufferedReader output = shell.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                keep(line);
                if (line.endsWith(readyMark)) {
                    ready.complete(true);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ready.complete(false);
        }
    }

    private void keep(String line) {
        synchronized (lines) {
            if (lines.size() == LINES_KEPT) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }
    }
}
