package dev.kith.ingest.delivery;

import dev.kith.graph.KithException;
import dev.kith.ingest.mapping.Entity;
import dev.kith.ingest.mapping.Shape;
import dev.kith.ingest.write.WriteMode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.neo4j.driver.Result;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.neo4j.driver.summary.SummaryCounters;

/** Rows as a parameter of {@code UNWIND}: works on any server. */
final class CypherWriter implements RowWriter {
    @Override
    public String name() {
        return "cypher";
    }

    @Override
    public Written write(
            TransactionContext transaction, Shape shape, List<Entity> rows, WriteMode mode, MissingEnd missing) {
        Value parameters = Values.parameters("rows", values(rows));
        Result result = transaction.run(
                switch (shape) {
                    case Shape.Nodes nodes -> Statements.nodes(nodes, mode);
                    case Shape.Relationships arcs -> Statements.relationships(arcs, mode, missing);
                },
                parameters);
        long written = result.single().get(0).asLong();
        SummaryCounters counters = result.consume().counters();
        SortedMap<Integer, String> rejected = new TreeMap<>();
        if (written != rows.size() && shape instanceof Shape.Relationships arcs) {
            transaction.run(Statements.missing(arcs), parameters).forEachRemaining(row -> {
                int index = row.get(0).asInt();
                rejected.put(
                        index,
                        MissingNode.reason(arcs, rows.get(index), row.get(1).asBoolean()));
            });
        }
        if (written + rejected.size() != rows.size()) {
            throw new KithException(
                    "Of %,d rows %,d were written and %,d lack an end: something else changed the nodes meanwhile. Run the command again when it is quiet."
                            .formatted(rows.size(), written, rejected.size()));
        }
        return new Written(counters.nodesCreated(), counters.relationshipsCreated(), rejected);
    }

    private static Value values(List<Entity> rows) {
        Value[] lists = new Value[rows.size()];
        for (int i = 0; i < lists.length; i++) {
            lists[i] = Values.value(rows.get(i).values());
        }
        return Values.value(lists);
    }
}
