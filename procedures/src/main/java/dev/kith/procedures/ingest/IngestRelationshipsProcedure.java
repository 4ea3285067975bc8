// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.ingest;

import dev.kith.procedures.CallContext;
import dev.kith.procedures.Configuration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** {@code kith.ingest.relationships}. */
public final class IngestRelationshipsProcedure extends CallContext {

    /**
     * @param relationshipsWritten rows: relationships that were created or found
     * @param nodesCreated ends that were made
     * @param missingSources rows, from 0, whose source is not there
     * @param missingTargets rows, from 0, whose target is not there and whose source is
     */
    public record Written(
            long relationshipsWritten,
            long relationshipsCreated,
            long nodesCreated,
            List<Long> missingSources,
            List<Long> missingTargets) {}

    @Procedure(name = "kith.ingest.relationships", mode = Mode.WRITE)
    @Description("Writes rows of an Arrow stream (the keys of source and target, then a column a property) as"
            + " relationships, in the caller's transaction.")
    public Stream<Written> write(
            @Name(value = "chunks") List<Object> chunks, @Name(value = "config") Map<String, Object> config) {
        Configuration given = new Configuration(
                "configuration",
                config,
                List.of(
                        "relationshipType",
                        "sourceLabel",
                        "sourceProperty",
                        "targetLabel",
                        "targetProperty",
                        "mode",
                        "createEnds"));
        RelationshipRows rows = new RelationshipRows(
                RelationshipType.withName(given.required("relationshipType")),
                new NodeFinder(transaction, given.required("sourceLabel"), given.required("sourceProperty")),
                new NodeFinder(transaction, given.required("targetLabel"), given.required("targetProperty")),
                given.choice("mode", "MERGE", List.of("CREATE", "MERGE")).equals("MERGE"),
                given.flag("createEnds", false),
                guard::check);
        IngestChunks.read(chunks, 2, rows);
        return Stream.of(rows.written());
    }
}
