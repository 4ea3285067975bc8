package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.generate.BlockModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A graph that is inferred: from features alone it helps where the given one is noise. */
class LatentGraphTest {
    /** Features tell a little of the classes, relationships nothing. */
    private static final Graph GRAPH = new BlockModel(150, 3, 6.0, 1.0 / 3, 0.5, 16, 3.0).graph(5);

    private static double accuracy(Map<String, Object> settings, String model, int seed) {
        Map<String, Object> given = new LinkedHashMap<>(settings);
        given.putAll(Map.of("epochs", 30, "hidden", 16, "snowflakeWidth", 4));
        if (!model.equals("latent")) {
            given.remove("snowflakeWidth");
        }
        try (Model trained = Example.train(GRAPH, model, given, seed)) {
            return trained.metrics().get("test").get("accuracy");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "snowflake, spectral, log_sum, gcn",
        "snowflake, mlp, exp_mean, gat",
        "snowflake2, spectral, log_sum, sage",
        "euclidean, spectral, exp_mean, gin",
        "hyperbolic, spectral, log_sum, gcn",
        "spherical, spectral, log_sum, gcn",
        "product, spectral, log_sum, gcn",
        "fixed-snowflake, spectral, none, gcn"
    })
    void learns(String geometry, String encoder, String loss, String conv) {
        Map<String, Object> given = new LinkedHashMap<>(Map.of("geometry", geometry, "encoder", encoder, "width", 8));
        given.putAll(Map.of("graphLoss", loss, "conv", conv, "graphWarmup", 5, "inputGraph", "ignore"));
        // Chance is a third.
        assertThat(accuracy(given, "latent", 1)).isGreaterThan(0.5);
    }

    @Test
    void isBetterThanAGraphOfNoise() {
        double inferred = accuracy(Map.of("inputGraph", "ignore", "width", 8), "latent", 1);
        assertThat(inferred).isGreaterThan(accuracy(Map.of(), "gcn", 1) + 0.1);
    }

    @Test
    void aMeanOfDraws() {
        double drawn = accuracy(Map.of("inputGraph", "ignore", "testDraws", 3, "width", 8), "latent", 1);
        assertThat(drawn).isGreaterThan(0.5);
    }

    /** The loss of the classes ends before the places: without one of the graph they stay where they were. */
    @Test
    void onlyTheGraphLossTrainsTheGraph() {
        for (boolean trains : new boolean[] {false, true}) {
            Map<String, Object> given = new LinkedHashMap<>(Map.of("epochs", 5, "hidden", 8, "width", 8));
            given.putAll(Map.of("graphLoss", trains ? "agreement" : "none", "graphWarmup", 1, "snowflakeWidth", 4));
            try (Model one = Example.train(GRAPH, "latent", given, 1)) {
                for (String name : new String[] {"graph.turn", "graph.tau"}) {
                    Parameter parameter = one.network().parameters().stream()
                            .filter(p -> p.name().equals(name))
                            .findFirst()
                            .orElseThrow();
                    boolean moved = false;
                    for (float x : parameter.value().toArray()) {
                        moved |= x != 0f;
                    }
                    assertThat(moved).as(name).isEqualTo(trains);
                }
            }
        }
    }

    @Test
    void looksAtAllNodesAtOnce() {
        assertThatThrownBy(() -> accuracy(Map.of("batchSize", 10), "latent", 1))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("batchSize");
    }
}
