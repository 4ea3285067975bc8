// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import dev.kith.graph.KithException;
import dev.kith.graph.arrow.TableSchema;
import dev.kith.procedures.Configuration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
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
        List<String> labels = given.names("labels");
        String runId = givenRun == null ? UUID.randomUUID().toString() : givenRun;
        RunMarker.checkId(runId);
        NodeWriter writer = new NodeWriter(transaction, labels, given.flag("overwrite", false), guard::check);
        Map<String, FieldVector> columns;
        try (BufferAllocator allocator = new RootAllocator(4 * MOST_BYTES);
                ArrowStreamReader reader = new ArrowStreamReader(ByteChunks.of(chunks, MOST_BYTES), allocator)) {
            VectorSchemaRoot batch = reader.getVectorSchemaRoot();
            columns = columns(batch);
            while (reader.loadNextBatch()) {
                writer.write((BigIntVector) batch.getVector(0), columns, 0, batch.getRowCount());
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Without its cause: Neo4j shows a client the innermost exception, which would be the wrong one.
            throw new KithException("The chunks are no Arrow stream, or end too early: " + e.getMessage() + ".");
        }
        long number = RunMarker.update(
                transaction,
                runId,
                given.given(),
                columns.keySet(),
                given.flag("last", true),
                security.subject().executingUser());
        writer.part().save(transaction, runId, number, labels);
        return Stream.of(
                new Written(writer.written(), writer.skipped(), (System.nanoTime() - start) / 1_000_000, runId));
    }

    private static Map<String, FieldVector> columns(VectorSchemaRoot batch) {
        List<FieldVector> vectors = batch.getFieldVectors();
        if (vectors.isEmpty()
                || !vectors.get(0).getName().equals(TableSchema.ID)
                || !(vectors.get(0) instanceof BigIntVector)) {
            throw new KithException("The first column must be 'id', the store ids of the nodes as 64-bit numbers.");
        }
        Map<String, FieldVector> columns = new LinkedHashMap<>();
        for (FieldVector vector : vectors.subList(1, vectors.size())) {
            if (vector.getName().isBlank() || vector.getName().length() > LONGEST_NAME) {
                throw new KithException("A property's name has 1 to " + LONGEST_NAME + " characters.");
            }
            columns.put(vector.getName(), vector);
        }
        return columns;
    }
}
