// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.graph.KithException;
import dev.kith.graph.arrow.Dictionaries;
import dev.kith.graph.arrow.TableSchema;
import dev.kith.graph.arrow.TableSchema.Property;
import dev.kith.procedures.scan.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.arrow.vector.types.pojo.Schema;

/** A projected graph as chunks of two Arrow streams. The store is read by several threads where it can be. */
final class GraphStream implements AutoCloseable {
    private static final int GUARD_EVERY = 10_000;

    private final Scan scan;
    private final List<Scan> readers;
    private final Runnable guard;
    private final List<TableStream> tables = new ArrayList<>();

    /** @param guard throws where the transaction was terminated */
    GraphStream(Scan scan, int concurrency, Runnable guard) {
        this.scan = scan;
        this.readers = scan.forThreads(concurrency);
        this.guard = guard;
    }

    Stream<Chunk> of(Projection projection, int chunkBytes) {
        IdMap ids = new IdMap(ids(projection));
        Schema nodes = TableSchema.nodes(false, nodeColumns(projection, ids));
        Schema relationships = TableSchema.relationships(relationshipColumns(projection));
        TableStream nodeTable = new TableStream(
                "nodes",
                nodes,
                allocator -> Dictionaries.labels(allocator, projection.labels()),
                () -> results(new NodeParts<>(projection, ids, rows -> new NodeBatches(rows, nodes, chunkBytes))));
        TableStream relationshipTable = new TableStream(
                "relationships",
                relationships,
                allocator -> Dictionaries.types(allocator, projection.types()),
                () -> results(relationships(
                        projection, rows -> new RelationshipBatches(rows, ids, relationships, chunkBytes))));
        tables.add(nodeTable);
        tables.add(relationshipTable);
        // Concatenated, a chunk is made when it is asked for; a flat map would make a whole table at once.
        return Stream.concat(chunks(nodeTable), chunks(relationshipTable));
    }

    private <R> Results<R> results(Parts<R> parts) {
        return Results.of(parts, scan, readers, guard);
    }

    private <R> Parts<R> relationships(Projection projection, RelationshipWork<R> work) {
        Scan.RelationshipParts parts = scan.relationships(projection.types(), projection.relationshipProperties());
        return reader -> parts.next(reader).map(work::of);
    }

    /** What is made of a part of the relationships. */
    private interface RelationshipWork<R> {
        Parts.Part<R> of(Scan.RelationshipRows rows);
    }

    private static Stream<Chunk> chunks(TableStream table) {
        Iterable<Chunk> chunks = () -> table;
        return StreamSupport.stream(chunks.spliterator(), false);
    }

    private long[] ids(Projection projection) {
        long[] ids = new long[1024];
        int count = 0;
        List<String> labels = projection.everyNode() ? List.of() : projection.labels();
        try (Scan.LongRows rows = scan.nodeIds(labels, projection.without())) {
            while (rows.next()) {
                if (count == ids.length) {
                    if (count > Integer.MAX_VALUE / 2) {
                        throw new KithException("The projection has more than " + count
                                + " nodes, more than one export holds; project fewer labels.");
                    }
                    ids = Arrays.copyOf(ids, 2 * count);
                }
                ids[count++] = rows.value();
                if (count % GUARD_EVERY == 0) {
                    guard.run();
                }
            }
        }
        long[] all = Arrays.copyOf(ids, count);
        // Rows in the order of ids, whatever scan found them.
        Arrays.sort(all);
        return all;
    }

    private List<Property> nodeColumns(Projection projection, IdMap ids) {
        List<String> names = projection.nodeProperties();
        return columns(
                new ColumnKinds("node", names),
                new NodeParts<>(projection, ids, rows -> new KindsPart(rows, new ColumnKinds("node", names))));
    }

    private List<Property> relationshipColumns(Projection projection) {
        List<String> names = projection.relationshipProperties();
        return columns(
                new ColumnKinds("relationship", names),
                relationships(projection, rows -> new KindsPart(rows, new ColumnKinds("relationship", names))));
    }

    private List<Property> columns(ColumnKinds kinds, Parts<ColumnKinds> parts) {
        if (kinds.isEmpty()) {
            return List.of();
        }
        try (Results<ColumnKinds> results = results(parts)) {
            for (Optional<ColumnKinds> part = results.next(); part.isPresent(); part = results.next()) {
                kinds.see(part.get());
            }
        }
        return kinds.columns();
    }

    @Override
    public void close() {
        tables.forEach(TableStream::close);
        readers.forEach(Scan::close);
        scan.close();
    }
}
