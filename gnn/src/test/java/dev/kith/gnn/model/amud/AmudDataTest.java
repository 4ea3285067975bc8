package dev.kith.gnn.model.amud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Workers;
import dev.kith.graph.Graph;
import dev.kith.graph.GraphSource;
import dev.kith.graph.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores of real data sets, all labels, to three decimals. */
class AmudDataTest {
    private static final Path DATA = Path.of(Optional.ofNullable(System.getenv("KITH_DATA"))
            .orElse(Path.of("..", "..", "shared", "data").toString()));

    @ParameterizedTest
    @CsvSource({
        "cora-directed,       0.6595,  0.6390,  0.6943, 0.080",
        "citeseer-directed,   0.6237,  0.5900,  0.7498, 0.213",
        "cornell,            -0.1735,  0.1940,  0.1602, 1.000",
        "texas,              -0.1469,  0.2681,  0.3169, 1.000",
        "chameleon,           0.0564,  0.0304,  0.1049, 0.710",
        "chameleon-filtered,  0.0503,  0.1050,  0.0952, 0.521",
        "squirrel,           -0.0163, -0.0029, -0.0127, 0.825",
        "squirrel-filtered,  -0.0437, -0.0009, -0.0563, 0.983",
        "actor,              -0.0024, -0.0056,  0.0003, 0.000",
    })
    void scores(String name, double twice, double commonTarget, double commonSource, double score) {
        assumeTrue(
                Files.isDirectory(DATA.resolve(name)),
                "There is no data set " + name + " in " + DATA + "; set KITH_DATA to where the data sets are.");
        Graph graph = GraphSource.open(DATA.resolve(name));
        Target target = graph.target(graph.targetProperty().orElseThrow());
        int[] all = IntStream.range(0, graph.nodeCount()).toArray();
        try (Workers workers = new Workers(2)) {
            AmudReport report = Amud.analyse(
                    graph,
                    target.codes(),
                    target.classCount(),
                    all,
                    Settings.of(AmudOptions.all(), Map.of("replicas", 1)),
                    0,
                    workers);
            assertThat(report.score()).isCloseTo(score, within(5e-4));
            assertThat(report.patterns()).extracting(PatternStatistics::name).containsExactly("A", "AA", "AAᵀ", "AᵀA");
            double[] kappa = {twice, commonTarget, commonSource};
            for (int p = 0; p < kappa.length; p++) {
                assertThat(report.patterns().get(p + 1).kappa()).isCloseTo(kappa[p], within(5e-5));
            }
        }
    }
}
