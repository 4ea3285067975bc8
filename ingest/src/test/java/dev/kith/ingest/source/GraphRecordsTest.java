package dev.kith.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphRecordsTest {
    /** Nodes 0 and 3 are persons, 1 a robot and a person, 2 has no label. */
    private static final NodeLabels LABELS =
            new NodeLabels(List.of("Person", "a`b :`Robot"), new int[] {0, 1, 3, 3, 4}, new int[] {0, 1, 0, 0});

    private final List<NodeBatch> nodes = new ArrayList<>();
    private final List<RelationshipBatch> relationships = new ArrayList<>();

    @Test
    void groupsNodesByTheirLabelsAndKeysThemByTheFirst() {
        GraphRecords records = new GraphRecords(graph(Map.of()), null);
        NodeKey person = new NodeKey("Person", "id");
        NodeKey robot = new NodeKey("a`b :`Robot", "id");
        NodeKey node = new NodeKey("Node", "id");
        assertThat(records.keys()).containsExactlyInAnyOrder(person, robot, node);
        assertThat(records.nodeCount()).hasValue(4);
        records.nodes(100, nodes::add);
        assertThat(nodes).extracting(NodeBatch::key).containsExactly(person, robot, node);
        assertThat(nodes)
                .extracting(NodeBatch::labels)
                .containsExactly(List.of("Person"), List.of("a`b :`Robot", "Person"), List.of("Node"));
        assertThat(nodes.get(0).rows()).containsExactly(0, 3);
        assertThat(nodes.get(1).rows()).containsExactly(1);
        assertThat(nodes.get(0).columns().keySet()).containsExactly("id");
    }

    @Test
    void groupsRelationshipsByTypeAndTheKeysOfTheirEnds() {
        GraphRecords records = new GraphRecords(graph(Map.of()), "notice");
        assertThat(records.notice()).hasValue("notice");
        assertThat(records.relationshipTypes()).containsExactly("KNOWS", "built by");
        assertThat(records.relationshipCount()).hasValue(4);
        records.relationships(100, relationships::add);
        assertThat(relationships)
                .extracting(batch -> batch.source().key().label() + " " + batch.type() + " "
                        + batch.target().key().label())
                .containsExactly("Person KNOWS Person", "a`b :`Robot built by Person", "Node KNOWS Node");
        RelationshipBatch friends = relationships.get(0);
        assertThat(friends.rows()).containsExactly(0, 2);
        assertThat(friends.source().rows()).containsExactly(0, 3);
        assertThat(friends.target().rows()).containsExactly(3, 0);
        assertThat(friends.source().keys()).isSameAs(friends.target().keys());
        assertThat(friends.columns().keySet()).containsExactly("since");
    }

    @Test
    void batchesHaveTheAskedSizeAndEveryRowOnce() {
        GraphRecords records = new GraphRecords(large(1_000), null);
        for (int batchRows : new int[] {1, 7, 1_000, 5_000}) {
            nodes.clear();
            relationships.clear();
            records.nodes(batchRows, nodes::add);
            records.relationships(batchRows, relationships::add);
            assertThat(nodes).allSatisfy(batch -> assertThat(batch.rows()).hasSizeLessThanOrEqualTo(batchRows));
            assertThat(relationships)
                    .allSatisfy(batch -> assertThat(batch.rows()).hasSizeLessThanOrEqualTo(batchRows));
            int[] expected = new int[1_000];
            Arrays.setAll(expected, i -> i);
            assertThat(nodes.stream().flatMapToInt(batch -> Arrays.stream(batch.rows())))
                    .containsExactlyInAnyOrder(Arrays.stream(expected).boxed().toArray(Integer[]::new));
            assertThat(relationships.stream().flatMapToInt(batch -> Arrays.stream(batch.rows())))
                    .containsExactlyInAnyOrder(Arrays.stream(expected).boxed().toArray(Integer[]::new));
        }
    }

    /** Writers hold several batches at a time. */
    @Test
    void wideRowsMakeShortBatches() {
        Column vectors = new VectorColumn(new float[0], 4, 1 << 19, null);
        new GraphRecords(graph(Map.of("embedding", vectors)), null).nodes(100, nodes::add);
        assertThat(nodes).allSatisfy(batch -> assertThat(batch.rows()).hasSizeLessThanOrEqualTo(2));

        nodes.clear();
        Column sparse = new SparseVectorColumn(new int[5], new int[0], new float[0], 1 << 20);
        Map<String, Column> properties = new LinkedHashMap<>();
        properties.put("embedding", vectors);
        properties.put("words", sparse);
        new GraphRecords(graph(properties), null).nodes(100, nodes::add);
        assertThat(nodes).allSatisfy(batch -> assertThat(batch.rows()).hasSize(1));
    }

    @Test
    void refusesVectorsThatNoListShouldHold() {
        Column sparse = new SparseVectorColumn(new int[5], new int[0], new float[0], (1 << 20) + 1);
        assertThatThrownBy(() -> new GraphRecords(graph(Map.of("words", sparse)), null))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("'words' has vectors of 1,048,577 numbers");
    }

    @Test
    void theKeyIsCalledByANameThatNoPropertyHas() {
        Column other = new TextColumn(new String[4]);
        assertThat(new GraphRecords(graph(Map.of("id", other)), null).keys())
                .allSatisfy(key -> assertThat(key.property()).isEqualTo("kithId"));
        GraphRecords records = new GraphRecords(graph(Map.of("id", other, "kithId", other)), null);
        records.nodes(100, nodes::add);
        assertThat(nodes).allSatisfy(batch -> {
            assertThat(batch.key().property()).isEqualTo("kithId2");
            assertThat(batch.columns().get("kithId2")).isInstanceOf(LongColumn.class);
            assertThat(batch.columns().keySet()).containsExactlyInAnyOrder("kithId2", "id", "kithId");
        });
    }

    private static Graph graph(Map<String, Column> properties) {
        return new Graph(
                "robots",
                true,
                new NodeTable(new LongColumn(new long[] {10, 11, 12, 13}, null), LABELS, properties),
                new RelationshipTable(
                        new int[] {0, 1, 3, 2},
                        new int[] {3, 0, 0, 2},
                        new short[] {0, 1, 0, 0},
                        List.of("KNOWS", "built by"),
                        Map.of("since", new LongColumn(new long[4], null))),
                null,
                List.of(),
                Map.of());
    }

    /** A ring whose nodes have one of three sets of labels. */
    private static Graph large(int count) {
        long[] ids = new long[count];
        int[] offsets = new int[count + 1];
        int[] codes = new int[count];
        int[] target = new int[count];
        int[] source = new int[count];
        for (int i = 0; i < count; i++) {
            ids[i] = i;
            offsets[i + 1] = i + 1;
            codes[i] = i % 3;
            source[i] = i;
            target[i] = (i + 1) % count;
        }
        return new Graph(
                "ring",
                true,
                new NodeTable(
                        new LongColumn(ids, null), new NodeLabels(List.of("A", "B", "C"), offsets, codes), Map.of()),
                new RelationshipTable(source, target, new short[count], List.of("NEXT"), Map.of()),
                null,
                List.of(),
                Map.of());
    }
}
