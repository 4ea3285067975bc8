// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import dev.kith.graph.KithException;
import dev.kith.graph.arrow.TableSchema;
import dev.kith.procedures.Configuration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Transaction;
import org.neo4j.internal.kernel.api.security.SecurityContext;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;
import org.neo4j.procedure.TerminationGuard;

/** {@code kith.nodeProperties.write}. */
public final class NodePropertiesWriteProcedure {
    private static final long MOST_BYTES = 64L << 20;
    private static final int GUARD_EVERY = 1_000;
    private static final int LONGEST_NAME = 16_383;

    @Context
    public Transaction transaction;

    @Context
    public TerminationGuard guard;

    @Context
    public SecurityContext security;

    /**
     * @param nodesSkipped nodes that are gone, or that carry none of the labels any more (their id was used again)
     */
    public record Written(long nodePropertiesWritten, long nodesSkipped, long writeMillis, String runId) {}

    @Procedure(name = "kith.nodeProperties.write", mode = Mode.WRITE)
    @Description("Writes columns of an Arrow stream ('id' and one column a property) to nodes, as part of a run.")
    public Stream<Written> write(
            @Name(value = "runId") String givenRun,
            @Name(value = "chunks") List<Object> chunks,
            @Name(value = "config", defaultValue = "{}") Map<String, Object> config) {
        long start = System.nanoTime();
        List<String> keys = new ArrayList<>(RunMarker.KEYS);
        keys.addAll(List.of("labels", "overwrite", "last"));
        Configuration given = new Configuration("configuration", config, keys);
        Set<String> labels = Set.copyOf(given.names("labels"));
        boolean overwrite = given.flag("overwrite", false);
        String runId = givenRun == null ? UUID.randomUUID().toString() : givenRun;
        if (runId.isBlank() || runId.length() > 200) {
            throw new KithException("A run's id is a text of 1 to 200 characters.");
        }
        long[] counts = new long[2];
        try (BufferAllocator allocator = new RootAllocator(4 * MOST_BYTES);
                ArrowStreamReader reader = new ArrowStreamReader(ByteChunks.of(chunks, MOST_BYTES), allocator)) {
            VectorSchemaRoot batch = reader.getVectorSchemaRoot();
            check(batch);
            while (reader.loadNextBatch()) {
                write(batch, labels, overwrite, counts);
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Without its cause: Neo4j shows a client the innermost exception, which would be the wrong one.
            throw new KithException("The chunks are no Arrow stream, or end too early: " + e.getMessage() + ".");
        }
        RunMarker.update(
                transaction,
                runId,
                given,
                given.flag("last", true),
                security.subject().executingUser());
        return Stream.of(new Written(counts[0], counts[1], (System.nanoTime() - start) / 1_000_000, runId));
    }

    private static void check(VectorSchemaRoot batch) {
        List<FieldVector> vectors = batch.getFieldVectors();
        if (vectors.isEmpty()
                || !vectors.get(0).getName().equals(TableSchema.ID)
                || !(vectors.get(0) instanceof BigIntVector)) {
            throw new KithException("The first column must be 'id', the store ids of the nodes as 64-bit numbers.");
        }
        for (FieldVector vector : vectors.subList(1, vectors.size())) {
            if (vector.getName().isBlank() || vector.getName().length() > LONGEST_NAME) {
                throw new KithException("A property's name has 1 to " + LONGEST_NAME + " characters.");
            }
        }
    }

    @SuppressWarnings("removal") // predictions come by store id; the labels guard against ids used again
    private void write(VectorSchemaRoot batch, Set<String> labels, boolean overwrite, long[] counts) {
        BigIntVector ids = (BigIntVector) batch.getVector(0);
        List<FieldVector> columns =
                batch.getFieldVectors().subList(1, batch.getFieldVectors().size());
        for (int row = 0; row < batch.getRowCount(); row++) {
            if (row % GUARD_EVERY == 0) {
                guard.check();
            }
            Node node;
            try {
                node = transaction.getNodeById(ids.get(row));
            } catch (NotFoundException e) {
                node = null;
            }
            if (node == null || !hasOne(node, labels)) {
                counts[1]++;
                continue;
            }
            for (FieldVector column : columns) {
                Object value = PropertyValues.get(column, row);
                if (value != null) {
                    set(node, column.getName(), value, overwrite);
                    counts[0]++;
                }
            }
        }
    }

    private static boolean hasOne(Node node, Set<String> labels) {
        if (labels.isEmpty()) {
            return true;
        }
        for (Label label : node.getLabels()) {
            if (labels.contains(label.name())) {
                return true;
            }
        }
        return false;
    }

    private static void set(Node node, String property, Object value, boolean overwrite) {
        Object before = overwrite ? null : node.getProperty(property, null);
        if (before != null && !PropertyValues.kind(before).equals(PropertyValues.kind(value))) {
            throw new KithException("The property '" + property + "' of node " + node.getElementId() + " is "
                    + PropertyValues.kind(before) + ", and " + PropertyValues.kind(value)
                    + " would be written; choose another property, or allow it with overwrite: true.");
        }
        node.setProperty(property, value);
    }
}
