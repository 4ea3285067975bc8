package dev.kith.ingest.delivery;

import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.CypherName;
import dev.kith.ingest.source.NodeKey;
import java.util.List;

/** The constraints without which a row could become two nodes. */
final class KeyConstraints {
    private KeyConstraints() {}

    static void create(Connection connection, List<NodeKey> keys) {
        for (NodeKey key : keys) {
            String statement = "CREATE CONSTRAINT IF NOT EXISTS FOR (n:%s) REQUIRE n.%s IS UNIQUE"
                    .formatted(CypherName.quote(key.label()), CypherName.quote(key.property()));
            connection.write(tx -> tx.run(statement).consume());
        }
    }
}
