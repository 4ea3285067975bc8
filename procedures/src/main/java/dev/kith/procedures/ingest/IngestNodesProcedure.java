// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.ingest;

import dev.kith.procedures.CallContext;
import dev.kith.procedures.Configuration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.FieldVector;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** {@code kith.ingest.nodes}. */
public final class IngestNodesProcedure extends CallContext {
    private static final int GUARD_EVERY = 1_000;

    /** @param nodesWritten rows: nodes that were created or found */
    public record Written(long nodesWritten, long nodesCreated) {}

    @Procedure(name = "kith.ingest.nodes", mode = Mode.WRITE)
    @Description("Writes rows of an Arrow stream (the key, then a column a property) as nodes, in the caller's"
            + " transaction.")
    public Stream<Written> write(
            @Name(value = "chunks") List<Object> chunks, @Name(value = "config") Map<String, Object> config) {
        Configuration given =
                new Configuration("configuration", config, List.of("label", "keyProperty", "labels", "mode"));
        NodeFinder finder = new NodeFinder(transaction, given.required("label"), given.required("keyProperty"));
        Label[] labels = Stream.concat(Stream.of(finder.label().name()), given.names("labels").stream())
                .distinct()
                .map(Label::label)
                .toArray(Label[]::new);
        boolean merge =
                given.choice("mode", "MERGE", List.of("CREATE", "MERGE")).equals("MERGE");
        long[] counts = new long[2];
        IngestChunks.read(chunks, 1, (columns, rows) -> {
            FieldVector keys = columns.get(0);
            RowProperties properties = new RowProperties(columns.subList(1, columns.size()));
            for (int row = 0; row < rows; row++) {
                if (row % GUARD_EVERY == 0) {
                    guard.check();
                }
                Object key = NodeFinder.key(keys, row);
                Node node = merge ? finder.find(key) : null;
                if (node == null) {
                    properties.setOn(finder.create(key, labels), row);
                    counts[1]++;
                } else {
                    for (Label label : labels) {
                        node.addLabel(label);
                    }
                    properties.replaceOn(node, row);
                }
                counts[0]++;
            }
        });
        return Stream.of(new Written(counts[0], counts[1]));
    }
}
