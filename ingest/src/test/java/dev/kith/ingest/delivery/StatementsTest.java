package dev.kith.ingest.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.ingest.mapping.Shape;
import dev.kith.ingest.source.NodeKey;
import dev.kith.ingest.write.WriteMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {
    private static final NodeKey KEY = new NodeKey("Per`son", "id");

    @Test
    void nodes() {
        Shape.Nodes shape = new Shape.Nodes(KEY, List.of("Per`son", "Poet"), List.of("na me", "age"));
        assertThat(Statements.nodes(shape, WriteMode.CREATE))
                .isEqualTo(
                        "UNWIND $rows AS row CREATE (n:`Per``son`:`Poet` {`id`: row[0], `na me`: row[1], `age`: row[2]})"
                                + " RETURN count(*)");
        assertThat(Statements.nodes(shape, WriteMode.MERGE))
                .isEqualTo("UNWIND $rows AS row MERGE (n:`Per``son` {`id`: row[0]}) SET n:`Poet`"
                        + " SET n.`na me` = row[1], n.`age` = row[2] RETURN count(*)");
    }

    @Test
    void relationships() {
        Shape.Relationships shape = new Shape.Relationships("KNOWS", KEY, KEY, List.of("since"));
        assertThat(Statements.relationships(shape, WriteMode.CREATE, MissingEnd.FAIL))
                .isEqualTo("UNWIND range(0, size($rows) - 1) AS i WITH i, $rows[i] AS row"
                        + " MATCH (a:`Per``son` {`id`: row[0]}) MATCH (b:`Per``son` {`id`: row[1]})"
                        + " CREATE (a)-[:`KNOWS` {`since`: row[2]}]->(b) RETURN count(*)");
        assertThat(Statements.relationships(shape, WriteMode.MERGE, MissingEnd.CREATE))
                .contains("MERGE (a:`Per``son` {`id`: row[0]}) MERGE (b:")
                .contains("MERGE (a)-[r:`KNOWS`]->(b) SET r.`since` = row[2] RETURN count(DISTINCT i)");
    }

    @Test
    void withoutProperties() {
        Shape.Relationships shape = new Shape.Relationships("KNOWS", KEY, KEY, List.of());
        assertThat(Statements.relationships(shape, WriteMode.CREATE, MissingEnd.SKIP))
                .endsWith("CREATE (a)-[:`KNOWS`]->(b) RETURN count(*)");
    }
}
