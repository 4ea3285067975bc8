package dev.kith.ingest.write;

import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.CypherName;
import dev.kith.ingest.source.NodeKey;
import dev.kith.ingest.source.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** How many nodes of each label and relationships of each type of a source a database has, from its count store. */
record EntityCounts(Map<String, Long> nodes, Map<String, Long> relationships) {
    static EntityCounts of(Connection connection, Source source) {
        Map<String, Long> nodes = new LinkedHashMap<>();
        for (NodeKey key : source.keys()) {
            String label = CypherName.quote(key.label());
            nodes.put(key.label(), count(connection, "MATCH (n:" + label + ") RETURN count(n)"));
        }
        Map<String, Long> relationships = new LinkedHashMap<>();
        for (String type : new TreeSet<>(source.relationshipTypes())) {
            String quoted = CypherName.quote(type);
            relationships.put(type, count(connection, "MATCH ()-[r:" + quoted + "]->() RETURN count(r)"));
        }
        return new EntityCounts(nodes, relationships);
    }

    boolean hasNodes() {
        return nodes.values().stream().anyMatch(count -> count > 0);
    }

    private static long count(Connection connection, String query) {
        return connection.read(1, tx -> tx.run(query).single().get(0).asLong());
    }
}
