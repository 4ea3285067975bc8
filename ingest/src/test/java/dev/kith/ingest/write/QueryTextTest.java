package dev.kith.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.TextColumn;
import dev.kith.ingest.source.NodeBatch;
import dev.kith.ingest.source.NodeKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The queries that rows travel with: names are quoted wherever they stand, values are parameters. */
class QueryTextTest {
    private static final NodeKey KEY = new NodeKey("Per`son", "i d");

    @Test
    void nodesAreCreatedInOneStatement() {
        assertThat(nodes(List.of("Per`son", "Robot"), WriteMode.CREATE))
                .isEqualTo(
                        "UNWIND $rows AS row CREATE (n:`Per``son`:`Robot` {`i d`: row[0], `na``me`: row[1], `x`: row[2]})");
    }

    @Test
    void nodesAreMergedByTheirKeyAlone() {
        assertThat(nodes(List.of("Robot", "Per`son"), WriteMode.MERGE))
                .isEqualTo("UNWIND $rows AS row MERGE (n:`Per``son` {`i d`: row[0]}) SET n:`Robot`"
                        + " SET n.`na``me` = row[1], n.`x` = row[2]");
        NodeBatch bare =
                new NodeBatch(KEY, List.of("Per`son"), Map.of("i d", new TextColumn(new String[0])), new int[0]);
        assertThat(new NodeRows(bare, WriteMode.MERGE).query())
                .isEqualTo("UNWIND $rows AS row MERGE (n:`Per``son` {`i d`: row[0]})");
    }

    @Test
    void relationshipsFindTheirEndsByKey() {
        RelationshipRows.Shape shape =
                new RelationshipRows.Shape("KNO`WS", KEY, new NodeKey("Robot", "id"), List.of("since", "a`b"));
        String ends = "MATCH (a:`Per``son` {`i d`: row[0]}) MATCH (b:`Robot` {`id`: row[1]})";
        assertThat(new RelationshipRows(WriteMode.CREATE).query(shape))
                .isEqualTo("UNWIND $rows AS row " + ends
                        + " CREATE (a)-[:`KNO``WS` {`since`: row[2], `a``b`: row[3]}]->(b) RETURN count(*)");
        assertThat(new RelationshipRows(WriteMode.MERGE).query(shape))
                .isEqualTo("UNWIND range(0, size($rows) - 1) AS i WITH i, $rows[i] AS row " + ends
                        + " MERGE (a)-[r:`KNO``WS`]->(b) SET r.`since` = row[2], r.`a``b` = row[3]"
                        + " RETURN count(DISTINCT i)");
    }

    @Test
    void relationshipsWithoutPropertiesSetNone() {
        RelationshipRows.Shape shape = new RelationshipRows.Shape("T", KEY, KEY, List.of());
        assertThat(new RelationshipRows(WriteMode.CREATE).query(shape))
                .endsWith(" CREATE (a)-[:`T`]->(b) RETURN count(*)");
        assertThat(new RelationshipRows(WriteMode.MERGE).query(shape))
                .endsWith(" MERGE (a)-[r:`T`]->(b) RETURN count(DISTINCT i)");
    }

    @Test
    void namesThatNoQueryMayHoldAreRefused() {
        RelationshipRows.Shape shape = new RelationshipRows.Shape("\\u0060) DETACH DELETE n //", KEY, KEY, List.of());
        assertThatThrownBy(() -> new RelationshipRows(WriteMode.CREATE).query(shape))
                .isInstanceOf(KithException.class);
    }

    private static String nodes(List<String> labels, WriteMode mode) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (String name : List.of("na`me", "i d", "x")) {
            columns.put(name, new TextColumn(new String[1]));
        }
        return new NodeRows(new NodeBatch(KEY, labels, columns, new int[1]), mode).query();
    }
}
