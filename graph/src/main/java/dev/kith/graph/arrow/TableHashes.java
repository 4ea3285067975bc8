package dev.kith.graph.arrow;

import dev.kith.graph.KithException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The SHA-256 of a folder's two tables, computed while something else goes on, such as reading them. */
final class TableHashes {
    private final CompletableFuture<String> nodes;
    private final CompletableFuture<String> relationships;

    private TableHashes(Path folder) {
        nodes = CompletableFuture.supplyAsync(() -> FileHash.of(folder.resolve(GraphFolder.NODES)));
        relationships = CompletableFuture.supplyAsync(() -> FileHash.of(folder.resolve(GraphFolder.RELATIONSHIPS)));
    }

    /** @param folder with both tables complete */
    static TableHashes begin(Path folder) {
        return new TableHashes(folder);
    }

    /** @throws KithException where the file could not be read */
    String nodes() {
        return result(nodes);
    }

    /** @throws KithException where the file could not be read */
    String relationships() {
        return result(relationships);
    }

    private static String result(CompletableFuture<String> hash) {
        try {
            return hash.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof KithException refused) {
                throw refused;
            }
            throw e;
        }
    }
}
