package dev.kith.ingest.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.neo4j.driver.Value;

/**
 * What became of rows.
 *
 * @param nodes rows that were written as nodes
 * @param relationships rows that were written as relationships
 * @param nodesCreated nodes that were not there before, those at the ends of relationships included
 * @param rejected rows that were not written
 */
public record Totals(long nodes, long relationships, long nodesCreated, long relationshipsCreated, long rejected) {
    static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    /** Of the node that holds them. */
    static Totals of(Value node) {
        return new Totals(
                node.get("nodes").asLong(0),
                node.get("relationships").asLong(0),
                node.get("nodesCreated").asLong(0),
                node.get("relationshipsCreated").asLong(0),
                node.get("rejected").asLong(0));
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("nodes", nodes);
        map.put("relationships", relationships);
        map.put("nodesCreated", nodesCreated);
        map.put("relationshipsCreated", relationshipsCreated);
        map.put("rejected", rejected);
        return map;
    }

    Totals plus(Totals other) {
        return new Totals(
                nodes + other.nodes,
                relationships + other.relationships,
                nodesCreated + other.nodesCreated,
                relationshipsCreated + other.relationshipsCreated,
                rejected + other.rejected);
    }

    Totals withRejected(long more) {
        return plus(new Totals(0, 0, 0, 0, more));
    }
}
