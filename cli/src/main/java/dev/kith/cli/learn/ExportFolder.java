package dev.kith.cli.learn;

import dev.kith.cli.server.Installation;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of Kith's own for a graph on its way from a server, readable by its owner only. It is gone with this object, or this process. */
final class ExportFolder implements AutoCloseable {
    private final Path folder;
    private final Thread atEnd = new Thread(this::delete, "delete-export");

    ExportFolder() {
        Path exports = Installation.userFolder().resolve("exports");
        try {
            folder = Files.createTempDirectory(Files.createDirectories(exports), "graph-");
        } catch (IOException e) {
            throw new KithException("No folder can be made in " + exports + ": " + e.getMessage() + ".", e);
        }
        Runtime.getRuntime().addShutdownHook(atEnd);
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atEnd);
        delete();
    }

    private void delete() {
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new KithException(
                    "The exported graph in " + folder + " cannot be removed: " + e.getMessage()
                            + ". Remove it by hand.",
                    e);
        }
    }
}
