package dev.kith.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import dev.kith.graph.column.LongColumn;
import dev.kith.ingest.source.NodeBatch;
import dev.kith.ingest.source.NodeKey;
import dev.kith.ingest.source.RelationshipBatch;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowCountsTest {
    private static final NodeKey PERSON = new NodeKey("Person", "id");

    private final RowCounts rows = new RowCounts();

    @BeforeEach
    void readTenNodesAndFiveRelationships() {
        rows.add(nodes(List.of("Person"), 7));
        rows.add(nodes(List.of("Person"), 3));
        RelationshipBatch.Endpoint end =
                new RelationshipBatch.Endpoint(PERSON, new LongColumn(new long[5], null), new int[5]);
        rows.add(new RelationshipBatch("KNOWS", end, end, Map.of(), new int[5]));
    }

    @ParameterizedTest
    @CsvSource({"CREATE,0,10", "CREATE,4,14", "MERGE,0,10", "MERGE,10,10", "MERGE,4,12", "MERGE,50,50", "MERGE,50,60"})
    void findsAnEntityForEveryRow(WriteMode mode, long before, long after) {
        assertThat(rows.nodeRows()).isEqualTo(10);
        assertThat(rows.relationshipRows()).isEqualTo(5);
        assertThatCode(() -> rows.check("people", mode, counts(before, 0), counts(after, 5)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE,0,9,-1,Something else",
        "CREATE,4,10,-4,Something else",
        "CREATE,0,11,1,Something else",
        "MERGE,0,9,-1,Rows that repeat a key",
        "MERGE,50,49,-1,Rows that repeat a key",
        "MERGE,50,61,1,Something else"
    })
    void namesTheDifference(WriteMode mode, long before, long after, long difference, String remedy) {
        assertThatThrownBy(() -> rows.check("people", mode, counts(before, 0), counts(after, 5)))
                .isInstanceOf(KithException.class)
                .hasMessageStartingWith(
                        "people: 10 nodes Person were read and the database has %d (before: %d), a difference of %d. %s",
                        after, before, difference, remedy);
        assertThatThrownBy(() -> rows.check("people", mode, counts(0, 0), counts(10, 4)))
                .hasMessageStartingWith("people: 5 relationships KNOWS were read and the database has 4");
    }

    /** A robot that is a person, too, is one more person in the database. */
    @Test
    void countsANodeUnderEachOfItsLabels() {
        rows.add(nodes(List.of("Robot", "Person"), 2));
        rows.add(nodes(List.of("Robot"), 1));
        assertThat(rows.nodeRows()).isEqualTo(13);
        EntityCounts before = new EntityCounts(Map.of("Person", 0L, "Robot", 0L), Map.of("KNOWS", 0L));
        EntityCounts after = new EntityCounts(Map.of("Person", 12L, "Robot", 3L), Map.of("KNOWS", 5L));
        assertThatCode(() -> rows.check("people", WriteMode.CREATE, before, after))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesASourceThatYieldedAnotherNumberThanItDeclared() {
        RowCounts.checkDeclared("people", "nodes", OptionalLong.of(10), 10);
        RowCounts.checkDeclared("people", "nodes", OptionalLong.empty(), 10);
        assertThatThrownBy(() -> RowCounts.checkDeclared("people", "nodes", OptionalLong.of(11), 10))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("people declares 11 nodes but yielded 10");
    }

    private static NodeBatch nodes(List<String> labels, int count) {
        return new NodeBatch(new NodeKey(labels.get(0), "id"), labels, Map.of(), new int[count]);
    }

    private static EntityCounts counts(long persons, long friendships) {
        return new EntityCounts(Map.of("Person", persons), Map.of("KNOWS", friendships));
    }
}
