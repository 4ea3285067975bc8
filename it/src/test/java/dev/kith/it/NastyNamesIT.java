package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.Graph;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.arrow.TableWriter;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.random.CounterRandom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Record;
import org.neo4j.driver.exceptions.Neo4jException;

/** A name is a value for Kith, whatever is in it: no part of it becomes Cypher, a path or a line of its own. */
@EveryRelease
class NastyNamesIT {
    private static final List<String> CORPUS = List.of(
            "`",
            "``",
            "x` {secret: 1}) DETACH DELETE n //",
            "\\u0060) DETACH DELETE n //",
            "\\",
            "'; MATCH (n) DETACH DELETE n; //",
            "\"}]}",
            "line\nbreak\r\n",
            "../../../../etc/passwd",
            "/",
            "%2e%2e%2f",
            "$name",
            "{}",
            " leading and trailing ",
            "\u202Eright to left",
            "e\u0301 and \u00E9",
            "🙂",
            "KithRunn",
            "null");
    private static final String ALPHABET = "`\\'\"\n\t ${}()[]:;,./%u0060é🙂𝒳";
    private static final int RANDOM_NAMES = 10;
    private static final long SEED = 5;

    private final PlantedGraph graph;

    @TempDir
    private Path folder;

    NastyNamesIT(Neo4jRelease release) {
        graph = new PlantedGraph(release.server());
    }

    @BeforeEach
    void forget() {
        graph.forget();
    }

    private static List<String> names() {
        Stream<String> random = IntStream.range(0, RANDOM_NAMES).mapToObj(i -> {
            int[] characters = ALPHABET.codePoints().toArray();
            int length = 1 + CounterRandom.below(SEED, i, 0, 12);
            return IntStream.rangeClosed(1, length)
                    .map(at -> characters[CounterRandom.below(SEED, i, at, characters.length)])
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        });
        return Stream.concat(CORPUS.stream(), random.filter(name -> !name.isBlank()))
                .distinct()
                .toList();
    }

    @Test
    void ofLabelsTypesAndProperties() throws IOException {
        for (String name : names()) {
            graph.rows(
                    "CREATE (a:$($name))-[r:$($name)]->(b:$($name)) SET a[$name] = 1, b[$name] = 2, r[$name] = 0.5",
                    Map.of("name", name));
            Graph exported = export(name);
            assertThat(exported.nodeCount()).as(name).isEqualTo(2);
            assertThat(exported.nodes().labels().names()).containsExactly(name);
            assertThat(exported.nodes().properties()).containsOnlyKeys(name);
            assertThat(exported.relationships().count()).isEqualTo(1);
            assertThat(exported.relationships().types()).containsExactly(name);
            assertThat(exported.relationships().properties()).containsOnlyKeys(name);
        }
        assertThat(graph.value("MATCH (n) RETURN count(n)")).isEqualTo(2L * names().size());
    }

    private Graph export(String name) throws IOException {
        List<String> only = List.of(name);
        Map<String, Object> projection =
                Map.of("labels", only, "types", only, "nodeProperties", only, "relationshipProperties", only);
        Path tables = Files.createTempDirectory(folder, "graph");
        for (Record row : graph.rows(
                "CALL kith.graph.export($projection) YIELD table, chunk RETURN table, chunk",
                Map.of("projection", projection))) {
            boolean nodes = row.get(0).asString().equals("nodes");
            Files.write(
                    tables.resolve(nodes ? GraphFolder.NODES : GraphFolder.RELATIONSHIPS),
                    row.get(1).asByteArray(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        return GraphFolder.complete(tables, new GraphFolder.Description("nasty", true, null, List.of(), Map.of()));
    }

    @Test
    void ofGraphsRunsAndWrittenProperties() throws IOException {
        long id = graph.rows("CREATE (n:Target) RETURN id(n)").getFirst().get(0).asLong();
        for (String name : names()) {
            graph.rows("CALL kith.graph.project($name, {labels: ['Target']})", Map.of("name", name));
            assertThat(graph.rows("CALL kith.graph.list() YIELD graphName RETURN graphName"))
                    .extracting(row -> row.get(0).asString())
                    .containsExactly(name);
            graph.rows("CALL kith.graph.drop($name)", Map.of("name", name));

            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            TableWriter.write(
                    new LongColumn(new long[] {id}, null),
                    Map.of(name, new DoubleColumn(new double[] {0.25}, null)),
                    Channels.newChannel(chunk));
            graph.rows(
                    "CALL kith.nodeProperties.write($name, $chunks, {labels: ['Target'], model: $name})",
                    Map.of("name", name, "chunks", List.of(chunk.toByteArray())));
            assertThat(graph.rows("MATCH (n:Target) WHERE n[$name] = 0.25 RETURN n", Map.of("name", name)))
                    .as(name)
                    .hasSize(1);
            graph.rows("CALL kith.run.rollback($name)", Map.of("name", name));
            assertThat(graph.value("MATCH (n:Target) RETURN size(keys(n))")).isEqualTo(0L);
        }
        assertThat(graph.value("MATCH (n) RETURN count(n)")).isEqualTo(1L);
    }

    @Test
    void ofModelsTargetsAndFeatures() {
        graph.plant();
        String nasty = PlantedGraph.NASTY;
        graph.rows(
                "MATCH (n:Node) SET n[$target] = n.class, n[$feature] = n.features",
                Map.of("target", nasty + "target", "feature", nasty));
        graph.rows("CALL kith.graph.project($name, $graph)", Map.of("name", nasty, "graph", PlantedGraph.PROJECTION));
        graph.call(
                "kith.nodeClassification.train",
                nasty,
                Map.of(
                        "modelName",
                        nasty,
                        "targetProperty",
                        nasty + "target",
                        "featureProperties",
                        List.of(nasty),
                        "epochs",
                        5));
        assertThat(graph.rows("CALL kith.model.list() YIELD modelName RETURN modelName"))
                .extracting(row -> row.get(0).asString())
                .containsExactly(nasty);
        graph.call(
                "kith.nodeClassification.write",
                nasty,
                Map.of("modelName", nasty, "writeProperty", nasty + "1", "confidenceProperty", nasty + "2"));
        assertThat(graph.rows("MATCH (n:Node) UNWIND keys(n) AS key RETURN DISTINCT key"))
                .extracting(row -> row.get(0).asString())
                .containsExactlyInAnyOrder(
                        "row", "class", "features", nasty, nasty + "target", nasty + "1", nasty + "2");
    }

    /** 64 KiB are refused in a sentence where they are too long, and by whom. */
    @Test
    void thatAreVeryLong() {
        String name = "n`".repeat(32_768);
        for (String query : List.of(
                "CALL kith.graph.project($name, {})",
                "CALL kith.graph.project('short', {labels: [$name]})",
                "CALL kith.graph.export({types: [$name]})",
                "CALL kith.graph.drop($name)",
                "CALL kith.model.drop($name)",
                "CALL kith.model.exists($name)",
                "CALL kith.job.cancel($name)",
                "CALL kith.run.rollback($name)",
                "CALL kith.nodeProperties.write($name, [])",
                "CALL kith.amud.stats({}, {targetProperty: $name})",
                "CALL kith.nodeClassification.train({}, {modelName: $name, targetProperty: 'class'})",
                "CALL kith.nodeClassification.stream({}, {modelName: $name})")) {
            try {
                graph.rows(query, Map.of("name", name));
            } catch (Neo4jException e) {
                assertThat(e.getMessage()).as(query).contains("KithException").hasSizeLessThan(70_000);
                continue;
            }
            throw new AssertionError(query + " took a name of 64 KiB.");
        }
        assertThat(graph.rows("MATCH (n) RETURN n")).isEmpty();
    }
}
