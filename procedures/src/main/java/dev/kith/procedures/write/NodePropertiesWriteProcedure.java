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

/** {@code kith.nodeProperties.write}. */
public final class NodePropertiesWriteProcedure extends CallContext {

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
        List<String> properties = RunChunks.read(
                chunks,
                List.of(TableSchema.ID),
                (batch, columns) -> writer.write((BigIntVector) batch.getVector(0), columns, 0, batch.getRowCount()));
        long number = RunMarker.update(
                transaction,
                runId,
                given.given(),
                properties,
                given.flag("last", true),
                security.subject().executingUser());
        writer.part().save(transaction, runId, number, labels);
        return Stream.of(
                new Written(writer.written(), writer.skipped(), (System.nanoTime() - start) / 1_000_000, runId));
    }
}
