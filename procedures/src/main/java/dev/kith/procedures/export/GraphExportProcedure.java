// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.graph.KithException;
import dev.kith.graph.arrow.TableSchema.Property;
import dev.kith.procedures.Configuration;
import dev.kith.procedures.scan.Scan;
import dev.kith.procedures.scan.Scans;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
    private static final int USUAL_CHUNK = 1 << 19;
    private static final int MOST_CHUNK = 1 << 20;
    private static final int GUARD_EVERY = 10_000;

    @Context
    public Transaction transaction;

    @Context
    public TerminationGuard guard;

    @Procedure(name = "kith.graph.export", mode = Mode.READ)
    @Description("The projected graph as Arrow IPC streams: the chunks of table 'nodes', then of 'relationships'.")
    public Stream<Chunk> export(
            @Name(value = "projection", defaultValue = "{}") Map<String, Object> projectionMap,
            @Name(value = "config", defaultValue = "{}") Map<String, Object> config) {
        Configuration given = new Configuration("configuration", config, List.of("chunkBytes", "scan"));
        int chunkBytes = given.whole("chunkBytes", USUAL_CHUNK, LEAST_CHUNK, MOST_CHUNK);
        Scan scan = Scans.open(transaction, given.choice("scan", "auto", List.of("auto", "kernel", "public")));
        Projection projection = Projection.of(transaction, projectionMap);
        IdMap ids = new IdMap(ids(scan, projection));
        List<Property> nodeColumns = nodeColumns(scan, projection, ids);
        List<Property> relationshipColumns = relationshipColumns(scan, projection);
        TableStream nodes = new NodeStream(scan, projection, ids, nodeColumns, chunkBytes, guard::check);
        TableStream relationships =
                new RelationshipStream(scan, projection, ids, relationshipColumns, chunkBytes, guard::check);
        return Stream.concat(stream(nodes), stream(relationships)).onClose(() -> {
            nodes.close();
            relationships.close();
        });
    }

    private static Stream<Chunk> stream(TableStream table) {
        Iterable<Chunk> chunks = () -> table;
        return StreamSupport.stream(chunks.spliterator(), false);
    }

    private long[] ids(Scan scan, Projection projection) {
        long[] ids = new long[1024];
        int count = 0;
        try (Scan.LongRows rows = scan.nodeIds(projection.everyNode() ? List.of() : projection.labels())) {
            while (rows.next()) {
                if (count == ids.length) {
                    if (count > Integer.MAX_VALUE / 2) {
                        throw new KithException("The projection has more than " + count
                                + " nodes, more than one export holds; project fewer labels.");
                    }
                    ids = Arrays.copyOf(ids, 2 * count);
                }
                ids[count++] = rows.value();
                check(count);
            }
        }
        long[] all = Arrays.copyOf(ids, count);
        // Rows in the order of ids, whatever scan found them.
        Arrays.sort(all);
        return all;
    }

    private List<Property> nodeColumns(Scan scan, Projection projection, IdMap ids) {
        ColumnKinds kinds = new ColumnKinds("node", projection.nodeProperties());
        if (!projection.nodeProperties().isEmpty()) {
            try (Scan.NodeRows rows = scan.nodes(ids.ids(), List.of(), projection.nodeProperties())) {
                see(rows, kinds, projection.nodeProperties().size());
            }
        }
        return kinds.columns();
    }

    private List<Property> relationshipColumns(Scan scan, Projection projection) {
        ColumnKinds kinds = new ColumnKinds("relationship", projection.relationshipProperties());
        if (!projection.relationshipProperties().isEmpty()) {
            try (Scan.RelationshipRows rows =
                    scan.relationships(projection.types(), projection.relationshipProperties())) {
                see(rows, kinds, projection.relationshipProperties().size());
            }
        }
        return kinds.columns();
    }

    private void see(Scan.Rows rows, ColumnKinds kinds, int properties) {
        for (long row = 0; rows.next(); row++) {
            for (int p = 0; p < properties; p++) {
                kinds.see(p, rows.id(), rows.property(p));
            }
            check(row);
        }
    }

    private void check(long row) {
        if (row % GUARD_EVERY == 0) {
            guard.check();
        }
    }
}
