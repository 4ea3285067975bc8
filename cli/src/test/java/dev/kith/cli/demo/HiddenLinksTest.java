package dev.kith.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.Graph;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.generate.BlockModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Hidden links of a small graph whose blocks have words of their own. */
class HiddenLinksTest {
    private static final int NODES = 400;
    private static final Graph GRAPH = graph();

    @Test
    void hiddenLinksArePredictedAndNewOnesAreNew() {
        StringWriter err = new StringWriter();
        HiddenLinks found = HiddenLinks.find(GRAPH, 100, 2, new PrintWriter(err));
        assertThat(found.scores()).extracting(HiddenLinks.Judged::key).containsExactly("ra", "ncn");
        HiddenLinks.Judged trained = found.scores().getLast();
        assertThat(trained.test("rocAuc")).isGreaterThan(0.6);
        assertThat(trained.test("mrr")).isBetween(0.0, 1.0);
        assertThat(err.toString()).contains("NCN");

        assertThat(found.likeliest()).hasSize(10);
        double before = 1.0;
        for (HiddenLinks.NewLink link : found.likeliest()) {
            assertThat(link.probability()).isBetween(0.5, before);
            before = link.probability();
            int a = node(link.source());
            int b = node(link.target());
            for (int e = 0; e < GRAPH.relationships().count(); e++) {
                int from = GRAPH.relationships().source()[e];
                int to = GRAPH.relationships().target()[e];
                assertThat((from == a && to == b) || (from == b && to == a)).isFalse();
            }
        }
    }

    private static int node(String lemma) {
        return Integer.parseInt(lemma.substring("word".length()));
    }

    private static Graph graph() {
        Graph blocks = new BlockModel(NODES, 4, 8.0, 0.95, 0.3, 8, 1.0).graph(3);
        int[] codes = blocks.target("class").codes();
        Map<String, Column> properties = new LinkedHashMap<>();
        properties.put("lemma", texts(i -> "word" + i));
        properties.put("gloss", texts(i -> "a thing of kind" + codes[i]));
        RelationshipTable arcs = blocks.relationships();
        return new Graph(
                "blocks",
                true,
                new NodeTable(blocks.nodes().ids(), blocks.nodes().labels(), properties),
                new RelationshipTable(
                        arcs.source(), arcs.target(), new short[arcs.count()], List.of("HYPERNYM"), Map.of()),
                null,
                List.of("gloss"),
                Map.of());
    }

    private static TextColumn texts(IntFunction<String> text) {
        return new TextColumn(IntStream.range(0, NODES).mapToObj(text).toArray(String[]::new));
    }
}
