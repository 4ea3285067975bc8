// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.graph.KithException;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.procedures.Configuration;
import dev.kith.procedures.scan.Scans;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.neo4j.graphdb.Transaction;

/**
 * A projected graph as the two tables of a graph folder, as the transaction sees it.
 *
 * @param labels of which each node has one; empty where all nodes were projected
 * @param types of the relationships
 * @param bytes of both tables
 */
public record Snapshot(List<String> labels, List<String> types, long bytes) {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int MOST_THREADS = 4;

    /**
     * Writes the tables; {@code graph.json} is left to who reads them.
     *
     * @param map the projection, as {@code kith.graph.export} takes it
     * @param nodeProperties that come along beside the map's
     * @param relationshipProperties that come along beside the map's
     * @param guard throws where the transaction was terminated
     */
    public static Snapshot write(
            Transaction transaction,
            Map<String, Object> map,
            List<String> nodeProperties,
            List<String> relationshipProperties,
            Path folder,
            Runnable guard) {
        Projection projection = Projection.of(transaction, map, nodeProperties, relationshipProperties);
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        long bytes = 0;
        try (GraphStream graph = new GraphStream(Scans.open(transaction, "auto"), threads, guard);
                OutputStream nodes = Files.newOutputStream(folder.resolve(GraphFolder.NODES));
                OutputStream relationships = Files.newOutputStream(folder.resolve(GraphFolder.RELATIONSHIPS));
                Stream<Chunk> chunks = graph.of(projection, CHUNK_BYTES)) {
            for (Iterator<Chunk> all = chunks.iterator(); all.hasNext(); ) {
                Chunk chunk = all.next();
                (chunk.table().equals("nodes") ? nodes : relationships).write(chunk.chunk());
                bytes += chunk.chunk().length;
            }
        } catch (IOException e) {
            throw new KithException("The graph cannot be written to " + folder + ": " + e.getMessage() + ".", e);
        }
        return new Snapshot(projection.everyNode() ? List.of() : projection.labels(), projection.types(), bytes);
    }

    /** The node properties that a projection names. */
    public static List<String> nodeProperties(Map<String, Object> map) {
        return new Configuration("projection", map, Projection.KEYS).names("nodeProperties");
    }

    /** @throws KithException where the map is no projection of this database */
    public static void check(Transaction transaction, Map<String, Object> map) {
        Projection.of(transaction, map);
    }
}
