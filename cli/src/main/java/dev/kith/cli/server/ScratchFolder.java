package dev.kith.cli.server;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A folder of Kith's own for what is needed for a while only, readable by its owner alone. It goes with this object; if
 * the process ends first, as much of it as can be.
 */
public final class ScratchFolder implements AutoCloseable {
    private static final int MOST_SECONDS = 60;

    private final Path folder;
    private final Thread atEnd = new Thread(this::deleteWhatCanBe, "delete-scratch");
    private volatile ProcessHandle inhabitant;

    /** @param name what it is for, in one word */
    public ScratchFolder(String name) {
        Path parent = Installation.userFolder().resolve("scratch");
        try {
            folder = Files.createTempDirectory(Files.createDirectories(parent), name + "-");
        } catch (IOException e) {
            throw new KithException("No folder can be made in " + parent + ": " + e + ".", e);
        }
        Runtime.getRuntime().addShutdownHook(atEnd);
    }

    public Path path() {
        return folder;
    }

    /** If this process ends first, the folder stays until {@code other} has ended: a server whose home is in it. */
    public void isUsedBy(ProcessHandle other) {
        inhabitant = other;
    }

    /** @throws KithException where something in it cannot be removed */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException e) {
            // The shutdown has begun, and the hook does what is to be done here.
            return;
        }
        try {
            delete();
        } catch (IOException e) {
            throw new KithException("The folder " + folder + " cannot be removed: " + e + ". Remove it by hand.", e);
        }
    }

    private void delete() throws IOException {
        List<Path> content;
        try (Stream<Path> walk = Files.walk(folder)) {
            content = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : content) {
            Files.delete(path);
        }
    }

    private void deleteWhatCanBe() {
        try {
            if (inhabitant != null) {
                inhabitant.onExit().get(MOST_SECONDS, TimeUnit.SECONDS);
            }
            delete();
        } catch (IOException | ExecutionException | TimeoutException e) {
            // The process is ending: nobody is left to be told.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
