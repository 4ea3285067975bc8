package dev.kith.ingest.write;

import dev.kith.ingest.connection.CypherName;
import dev.kith.ingest.source.NodeBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/** A batch of nodes. A row travels as a list of its values in the order of the columns, the key first. */
record NodeRows(NodeBatch nodes, WriteMode mode) implements Batch {
    @Override
    public int rows() {
        return nodes.rows().length;
    }

    @Override
    public long write(TransactionContext transaction) {
        Value rows = ColumnValues.rows(
                columnOrder().stream().map(nodes.columns()::get).toList(), nodes.rows());
        return transaction
                .run(query(), Values.parameters("rows", rows))
                .consume()
                .counters()
                .nodesCreated();
    }

    /** The key's column, then the others. */
    private List<String> columnOrder() {
        List<String> order = new ArrayList<>(nodes.columns().keySet());
        order.remove(nodes.key().property());
        order.add(0, nodes.key().property());
        return order;
    }

    String query() {
        List<String> order = columnOrder();
        if (mode == WriteMode.CREATE) {
            return "UNWIND $rows AS row CREATE (n%s {%s})"
                    .formatted(CypherName.labels(nodes.labels()), assignments(order, 0, "", ": "));
        }
        List<String> otherLabels = new ArrayList<>(nodes.labels());
        otherLabels.remove(nodes.key().label());
        StringBuilder query = new StringBuilder("UNWIND $rows AS row MERGE (n:%s {%s: row[0]})"
                .formatted(
                        CypherName.quote(nodes.key().label()),
                        CypherName.quote(nodes.key().property())));
        if (!otherLabels.isEmpty()) {
            query.append(" SET n").append(CypherName.labels(otherLabels));
        }
        if (order.size() > 1) {
            query.append(" SET ").append(assignments(order.subList(1, order.size()), 1, "n.", " = "));
        }
        return query.toString();
    }

    /** One assignment of a row's value to each property, for example {@code n.`name` = row[3]}. */
    static String assignments(Collection<String> properties, int firstIndex, String before, String between) {
        int[] index = {firstIndex};
        return properties.stream()
                .map(property -> before + CypherName.quote(property) + between + "row[" + index[0]++ + "]")
                .collect(Collectors.joining(", "));
    }
}
