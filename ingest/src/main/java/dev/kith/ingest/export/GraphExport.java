package dev.kith.ingest.export;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.ingest.Progress;
import dev.kith.ingest.connection.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;

/** Exports a database's graph into a graph folder, as the Arrow streams that {@code kith.graph.export} sends. */
public final class GraphExport {
    /** Chunks of half a megabyte: few of them under way fill the connection. */
    private static final long FETCH_SIZE = 16;

    private GraphExport() {}

    /**
     * @param graph what was exported, read back from the folder
     * @param origin the database it came from
     * @param streamSeconds from the call until the last byte was written
     * @param seconds with reading back and describing
     */
    public record Report(Graph graph, GraphOrigin origin, long bytes, double streamSeconds, double seconds) {
        public double relationshipsPerSecond() {
            return graph.relationships().count() / Math.max(streamSeconds, 1e-9);
        }

        public double megabytesPerSecond() {
            return bytes / 1e6 / Math.max(streamSeconds, 1e-9);
        }
    }

    /**
     * @param description what {@code graph.json} shall say; its source becomes the database
     * @throws KithException where the server fails or refuses, or the folder cannot be written
     */
    public static Report run(
            Connection connection, GraphProjection projection, GraphFolder.Description description, Path folder) {
        connection.pluginVersion();
        GraphOrigin origin = GraphOrigin.of(connection, connection.database());
        long start = System.nanoTime();
        long bytes;
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve(GraphFolder.DESCRIPTION));
            try (Progress progress = Progress.start("bytes", OptionalLong.empty());
                    ArrowPieces nodes = new ArrowPieces(folder.resolve(GraphFolder.NODES));
                    ArrowPieces relationships = new ArrowPieces(folder.resolve(GraphFolder.RELATIONSHIPS))) {
                connection.read(FETCH_SIZE, tx -> {
                    Result result = tx.run(
                            "CALL kith.graph.export($projection, {}) YIELD table, chunk RETURN table, chunk",
                            Map.of("projection", projection.parameter()));
                    while (result.hasNext()) {
                        Record row = result.next();
                        boolean isNodes = row.get(0).asString().equals("nodes");
                        (isNodes ? nodes : relationships).add(row.get(1).asByteArray(), progress);
                    }
                    return null;
                });
                nodes.complete();
                relationships.complete();
                bytes = nodes.bytes() + relationships.bytes();
            }
        } catch (IOException e) {
            throw new KithException("The graph could not be written to " + folder + ": " + e.getMessage() + ".", e);
        }
        double streamed = (System.nanoTime() - start) / 1e9;
        Graph graph = GraphFolder.complete(folder, description.from(origin.source()));
        return new Report(graph, origin, bytes, streamed, (System.nanoTime() - start) / 1e9);
    }
}
