// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import dev.kith.graph.arrow.TableSchema;
import dev.kith.procedures.CallContext;
import dev.kith.procedures.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.arrow.vector.BigIntVector;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** {@code kith.relationships.write}. */
public final class RelationshipsWriteProcedure extends CallContext {

    /**
     * @param relationshipsWritten that are there now
     * @param relationshipsSkipped pairs that a relationship joined already
     * @param nodesSkipped pairs of which a node is gone, or carries none of the labels any more
     */
    public record Written(
            long relationshipsWritten, long relationshipsSkipped, long nodesSkipped, long writeMillis, String runId) {}

    @Procedure(name = "kith.relationships.write", mode = Mode.WRITE)
    @Description("Writes rows of an Arrow stream ('id', 'target' and one column a property) as relationships, each once"
            + " in a run.")
    public Stream<Written> write(
            @Name(value = "runId") String givenRun,
            @Name(value = "chunks") List<Object> chunks,
            @Name(value = "config") Map<String, Object> config) {
        long start = System.nanoTime();
        List<String> keys = new ArrayList<>(RunMarker.KEYS);
        keys.addAll(List.of("relationshipType", "directed", "labels", "onTopOfExisting", "existingTypes", "last"));
        Configuration given = new Configuration("configuration", config, keys);
        RelationshipRule rule = new RelationshipRule(
                given.required(RunMarker.RELATIONSHIP_TYPE),
                given.flag("directed", true),
                given.names("labels"),
                given.flag("onTopOfExisting", false),
                given.names("existingTypes"));
        String runId = givenRun == null ? UUID.randomUUID().toString() : givenRun;
        RunMarker.checkId(runId);
        RelationshipWriter writer = new RelationshipWriter(transaction, runId, rule, guard::check);
        RunChunks.read(
                chunks,
                List.of(TableSchema.ID, TableSchema.TARGET),
                (batch, columns) -> writer.write(
                        (BigIntVector) batch.getVector(0),
                        (BigIntVector) batch.getVector(1),
                        columns,
                        0,
                        batch.getRowCount()));
        long number = RunMarker.update(
                transaction,
                runId,
                given.given(),
                List.of(),
                given.flag("last", true),
                security.subject().executingUser());
        writer.part().save(transaction, runId, number, rule.labels());
        return Stream.of(new Written(
                writer.written(), writer.occupied(), writer.skipped(), (System.nanoTime() - start) / 1_000_000, runId));
    }
}
