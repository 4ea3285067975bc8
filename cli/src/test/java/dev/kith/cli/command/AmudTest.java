package dev.kith.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.graph.Graph;
import dev.kith.graph.NodeTable;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.generate.BlockModel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code kith amud} says, for people and for scripts. */
class AmudTest extends CommandTest {
    /** Whoever is pointed at by class c is of class c + 1. */
    private static final Graph CYCLE = new BlockModel(150, 3, 6.0, 0.0, 1.0, 8, 0.6).graph(2);

    @Test
    void theContractOfTheJson() throws IOException {
        GraphFolder.write(CYCLE, folder);
        JsonNode json = json("amud", folder.toString(), "--json");
        assertThat(json.path("score").asDouble()).isEqualTo(1.0);
        assertThat(json.path("advice").asText()).isEqualTo("DIRECTED");
        assertThat(json.path("confidence").asDouble()).isBetween(0.9, 1.0);
        assertThat(json.path("formula").asText()).isEqualTo("KAPPA_RANGE_2");
        assertThat(json.path("labels").asText()).startsWith("random");
        assertThat(json.path("labelledNodes").asInt()).isEqualTo(90);
        assertThat(json.path("patterns")).hasSize(4);
        for (JsonNode pattern : json.path("patterns")) {
            assertThat(pattern.fieldNames())
                    .toIterable()
                    .containsExactly("name", "pairs", "homophily", "kappa", "r", "r2");
        }
    }

    @Test
    void allLabelsAndSettings() throws IOException {
        GraphFolder.write(CYCLE, folder);
        assertThat(run("amud", folder.toString(), "--all-labels", "--set", "formula=R2_RANGE_2", "--json"))
                .isZero();
        assertThat(said().path("labels").asText()).isEqualTo("all");
        assertThat(said().path("labelledNodes").asInt()).isEqualTo(150);
        assertThat(said().path("formula").asText()).isEqualTo("R2_RANGE_2");
    }

    @Test
    void verifiedByATraining() throws IOException {
        GraphFolder.write(CYCLE, folder);
        assertThat(run("amud", folder.toString(), "--verify", "--json")).isZero();
        JsonNode verify = said().path("verify");
        assertThat(verify.path("difference").asDouble()).isGreaterThan(0.1);
        assertThat(verify.path("model").asText()).isEqualTo("dirsage");
    }

    @Test
    void classesThatTellNothingGiveNoScore() throws IOException {
        // Each training node a class of its own: no pair agrees.
        long[] values = new long[150];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Map<String, Column> properties = new LinkedHashMap<>(CYCLE.nodes().properties());
        properties.put("class", new LongColumn(values, null));
        NodeTable nodes = new NodeTable(CYCLE.nodes().ids(), CYCLE.nodes().labels(), properties);
        GraphFolder.write(
                new Graph(
                        "all-different",
                        true,
                        nodes,
                        CYCLE.relationships(),
                        "class",
                        CYCLE.featureProperties(),
                        Map.of()),
                folder);
        assertThat(run("amud", folder.toString(), "--all-labels", "--json")).isZero();
        assertThat(said().path("score").isNull()).isTrue();
        assertThat(said().path("advice").asText()).isEqualTo("UNDIRECTED");
        assertThat(said().path("reason").asText()).startsWith("NO_LABEL_SIGNAL");
    }

    @Test
    void aTableForPeople() {
        GraphFolder.write(CYCLE, folder);
        assertThat(run("amud", folder.toString(), "--all-labels")).isZero();
        assertThat(out.toString()).contains("score 1.000 (KAPPA_RANGE_2)", "DIRECTED", "homophily", "AAᵀ", "AᵀA");
    }

    @Test
    void anUnknownSettingIsWrong() {
        GraphFolder.write(CYCLE, folder);
        assertThat(run("amud", folder.toString(), "--set", "treshold=0.4")).isEqualTo(1);
        assertThat(err.toString()).contains("'treshold'", "threshold");
    }
}
