package dev.kith.graph.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.graph.Adjacency;
import dev.kith.graph.Csr;
import dev.kith.graph.Graph;
import dev.kith.graph.GraphSource;
import dev.kith.graph.Target;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.VectorColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every published data set that is there has the counts of its meta.json. */
class PublishedDatasetsTest {
    private static final Path DATA = Path.of(System.getenv().getOrDefault("KITH_DATA", "../../shared/data"))
            .toAbsolutePath();

    static Stream<String> sets() throws IOException {
        if (!Files.isDirectory(DATA)) {
            return Stream.of("cora", "texas", "karate", "us-airports-2010");
        }
        try (Stream<Path> folders = Files.list(DATA)) {
            List<String> names = folders.filter(folder -> Files.exists(folder.resolve("meta.json")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("sets")
    void hasTheCountsOfItsDescription(String set) throws IOException {
        Graph graph = open(set);
        JsonNode meta = new ObjectMapper()
                .readTree(DATA.resolve(set).resolve("meta.json").toFile());
        JsonNode counts = meta.path("counts");
        assertThat(graph.name()).isEqualTo(set);
        assertThat(graph.directed()).isEqualTo(meta.path("directed").asBoolean());
        assertThat(graph.nodeCount()).isEqualTo(counts.path("nodes").asInt());
        assertThat(graph.relationships().count()).isEqualTo(counts.path("edges").asInt());
        Csr pairs =
                graph.adjacency(Adjacency.undirected().withDropSelfLoops(true).withMergeDuplicates(true));
        assertThat(pairs.arcs()).isEqualTo(2 * counts.path("undirected_pairs").asInt());
        if (graph.directed()) {
            Csr arcs =
                    graph.adjacency(Adjacency.natural().withDropSelfLoops(true).withMergeDuplicates(true));
            assertThat(arcs.arcs())
                    .isEqualTo(counts.path("unique_edges_without_loops").asInt());
        }
        Csr loops = graph.adjacency(Adjacency.natural());
        Csr withoutLoops = graph.adjacency(Adjacency.natural().withDropSelfLoops(true));
        assertThat(loops.arcs() - withoutLoops.arcs())
                .isEqualTo(counts.path("self_loops").asInt());
        assertClasses(graph, meta);
        assertFeatures(graph.nodes().properties().get("features"), meta);
        assertThat(graph.splits()).hasSize(counts.path("splits").asInt());
        for (JsonNode split : meta.path("splits")) {
            String name = split.path("file").asText().replaceAll("splits/|\\.csv\\.gz", "");
            assertThat(graph.splits().get(name).train())
                    .hasSize(split.path("train").asInt());
            assertThat(graph.splits().get(name).validation())
                    .hasSize(split.path("val").asInt());
            assertThat(graph.splits().get(name).test())
                    .hasSize(split.path("test").asInt());
        }
    }

    private static void assertClasses(Graph graph, JsonNode meta) {
        JsonNode sizes = meta.path("class_sizes");
        if (sizes.isEmpty()) {
            assertThat(graph.targetProperty()).isEmpty();
            return;
        }
        Target target = graph.target(graph.targetProperty().orElseThrow());
        int[] found = new int[target.classCount()];
        Arrays.stream(target.codes()).filter(code -> code >= 0).forEach(code -> found[code]++);
        int[] expected = new int[sizes.size()];
        Arrays.setAll(expected, c -> sizes.get(c).asInt());
        Arrays.sort(found);
        Arrays.sort(expected);
        assertThat(found).isEqualTo(expected);
    }

    private static void assertFeatures(Column features, JsonNode meta) {
        JsonNode counts = meta.path("counts");
        switch (meta.path("features").path("kind").asText()) {
            case "sparse" -> {
                SparseVectorColumn sparse = (SparseVectorColumn) features;
                assertThat(sparse.dimension()).isEqualTo(counts.path("features").asInt());
                assertThat(sparse.values())
                        .hasSize(counts.path("feature_nonzeros").asInt());
            }
            case "dense" ->
                assertThat(((VectorColumn) features).dimension())
                        .isEqualTo(counts.path("features").asInt());
            default -> assertThat(features).isNull();
        }
    }

    @Test
    void theAirportsKeepTheirWeightsAndNames() {
        Graph airports = open("us-airports-2010");
        Map<String, Column> properties = airports.relationships().properties();
        assertThat(properties.keySet())
                .containsExactly("weight", "carrier", "departures", "seats", "aircraft", "distance_miles");
        LongColumn weights = (LongColumn) properties.get("weight");
        assertThat(Arrays.copyOf(weights.values(), 2)).containsExactly(193, 253);
        assertThat(properties.get("carrier").value(0)).isEqualTo("British Airways Plc");
        assertThat(airports.nodes().properties().get("city").value(0)).isEqualTo("Bangor, ME");
        Csr natural = airports.adjacency(Adjacency.natural().withWeights("weight"));
        Csr merged =
                airports.adjacency(Adjacency.natural().withWeights("weight").withMergeDuplicates(true));
        assertThat(merged.arcs()).isLessThan(natural.arcs());
        assertThat(sum(merged.weights())).isEqualTo(sum(natural.weights()));
        assertThat(sum(natural.weights()))
                .isEqualTo(Arrays.stream(weights.values()).asDoubleStream().sum());
    }

    private static double sum(float[] values) {
        double sum = 0.0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private static Graph open(String set) {
        assumeTrue(
                Files.isDirectory(DATA.resolve(set)),
                "The data set " + set + " is not in " + DATA + "; point KITH_DATA at the folder of the data sets.");
        return GraphSource.open(DATA.resolve(set));
    }
}
