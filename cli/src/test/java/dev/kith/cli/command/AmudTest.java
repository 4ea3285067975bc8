package dev.kith.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.cli.Kith;
import dev.kith.graph.Graph;
import dev.kith.graph.NodeTable;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.generate.BlockModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code kith amud} says, for people and for scripts. */
class AmudTest {
    /** Whoever is pointed at by class c is of class c + 1. */
    private static final Graph CYCLE = new BlockModel(150, 3, 6.0, 0.0, 1.0, 8, 0.6).graph(2);

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command =
                Kith.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void theContractOfTheJson() throws IOException {
        GraphFolder.write(CYCLE, folder);
        assertThat(run("amud", folder.toString(), "--json")).as(err.toString()).isZero();
        JsonNode json = json();
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
        assertThat(json().path("labels").asText()).isEqualTo("all");
        assertThat(json().path("labelledNodes").asInt()).isEqualTo(150);
        assertThat(json().path("formula").asText()).isEqualTo("R2_RANGE_2");
    }

    @Test
    void verifiedByATraining() throws IOException {
        GraphFolder.write(CYCLE, folder);
        assertThat(run("amud", folder.toString(), "--verify", "--json")).isZero();
        JsonNode verify = json().path("verify");
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
        assertThat(json().path("score").isNull()).isTrue();
        assertThat(json().path("advice").asText()).isEqualTo("UNDIRECTED");
        assertThat(json().path("reason").asText()).startsWith("NO_LABEL_SIGNAL");
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
