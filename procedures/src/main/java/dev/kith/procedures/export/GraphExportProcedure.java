// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.procedures.Configuration;
import dev.kith.procedures.scan.Scan;
import dev.kith.procedures.scan.Scans;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.neo4j.graphdb.Transaction;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;
import org.neo4j.procedure.TerminationGuard;

/** {@code kith.graph.export}. */
public final class GraphExportProcedure {
    private static final int LEAST_CHUNK = 1 << 16;
    private static final int MOST_CHUNK = 1 << 20;
    private static final int USUAL_CONCURRENCY = 4;
    private static final int MOST_CONCURRENCY = 64;

    @Context
    public Transaction transaction;

    @Context
    public TerminationGuard guard;

    @Procedure(name = "kith.graph.export", mode = Mode.READ)
    @Description("The projected graph as Arrow IPC streams: the chunks of table 'nodes', then of 'relationships'.")
    public Stream<Chunk> export(
            @Name(value = "projection", defaultValue = "{}") Map<String, Object> projectionMap,
            @Name(value = "config", defaultValue = "{}") Map<String, Object> config) {
        Configuration given = new Configuration("configuration", config, List.of("chunkBytes", "scan", "concurrency"));
        int chunkBytes = given.whole("chunkBytes", MOST_CHUNK, LEAST_CHUNK, MOST_CHUNK);
        int usual = Math.min(USUAL_CONCURRENCY, Runtime.getRuntime().availableProcessors());
        int concurrency = given.whole("concurrency", usual, 1, MOST_CONCURRENCY);
        Scan scan = Scans.open(transaction, given.choice("scan", "auto", List.of("auto", "kernel", "public")));
        Projection projection = Projection.of(transaction, projectionMap);
        GraphStream graph = new GraphStream(scan, concurrency, guard::check);
        try {
            return graph.of(projection, chunkBytes).onClose(graph::close);
        } catch (RuntimeException | Error e) {
            graph.close();
            throw e;
        }
    }
}
