package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.graph.Graph;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of a part are those of the whole graph, and those of samples are so on average. */
class GraphPartsTest {
    private static final int NODES = 24;

    /** Degrees from 0 to 12, some loops. */
    private static Graph graph() {
        Graphs graph = Graphs.of(NODES);
        double[] weights = new double[400];
        int arcs = 0;
        for (int i = 1; i < NODES; i++) {
            for (int j = 0; j < NODES; j++) {
                if (CounterRandom.below(3, i, j, 24) < i / 2) {
                    graph.arc(j, i);
                    weights[arcs++] = 0.5 + CounterRandom.uniformDouble(4, i, j);
                }
            }
        }
        return graph.arcProperty("w", new DoubleColumn(Arrays.copyOf(weights, arcs), null))
                .build();
    }

    static Stream<Arguments> forms() {
        Function<Neighbourhoods, SparseMatrix> sum = Neighbourhoods::sum;
        Function<Neighbourhoods, SparseMatrix> mean = Neighbourhoods::mean;
        Function<Neighbourhoods, SparseMatrix> symmetric = Neighbourhoods::symmetric;
        Function<Neighbourhoods, SparseMatrix> directed = Neighbourhoods::directed;
        Function<Neighbourhoods, SparseMatrix> outgoing = g -> g.reversed().directed();
        return Stream.of("", "w").flatMap(weights -> Stream.of(
                        Arguments.of("sum", weights, sum),
                        Arguments.of("symmetric", weights, symmetric),
                        Arguments.of("directed", weights, directed),
                        Arguments.of("outgoing", weights, outgoing),
                        // A weighted mean of a sample is biased a little.
                        weights.isEmpty() ? Arguments.of("mean", weights, mean) : null)
                .filter(one -> one != null));
    }

    private static void addRows(
            SparseMatrix part, NeighbourSampler.Sample sample, int rows, double share, double[][] into) {
        for (int i = 0; i < rows; i++) {
            for (int k = part.pattern().offsets()[i]; k < part.pattern().offsets()[i + 1]; k++) {
                into[sample.nodes()[i]][sample.nodes()[part.pattern().indices()[k]]] += share * part.value(i, k);
            }
        }
    }

    private static double[][] whole(SparseMatrix form) {
        double[][] rows = new double[NODES][NODES];
        int[] all = java.util.stream.IntStream.range(0, NODES).toArray();
        addRows(form, new NeighbourSampler.Sample(all, null, NODES, List.of()), NODES, 1.0, rows);
        return rows;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("forms")
    void allNeighbours(String name, String weights, Function<Neighbourhoods, SparseMatrix> form) {
        try (Neighbourhoods graph = GraphReading.of(graph(), Reading.DIRECTED, List.of("R"), weights)) {
            GraphParts parts = new GraphParts(graph, Reading.DIRECTED);
            double[][] rows = new double[NODES][NODES];
            NeighbourSampler sampler = new NeighbourSampler(NODES, parts.relations(), NeighbourSampler.ALL, 1);
            for (int[] block : new int[][] {
                {5, 0, 23, 11, 1}, {2, 3, 4, 6, 7, 8, 9, 10, 12, 13, 14}, {22, 21, 20, 19, 18, 17, 16, 15}
            }) {
                NeighbourSampler.Sample sample = sampler.around(block, 1, 0);
                try (Neighbourhoods part = parts.part(sample, 1)) {
                    addRows(form.apply(part), sample, block.length, 1.0, rows);
                }
            }
            near(rows, whole(form.apply(graph)), 1e-6);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("forms")
    void samplesOnAverage(String name, String weights, Function<Neighbourhoods, SparseMatrix> form) {
        int draws = 4000;
        try (Neighbourhoods graph = GraphReading.of(graph(), Reading.DIRECTED, List.of("R"), weights)) {
            GraphParts parts = new GraphParts(graph, Reading.DIRECTED);
            NeighbourSampler sampler = new NeighbourSampler(NODES, parts.relations(), 3, 1);
            int[] all = java.util.stream.IntStream.range(0, NODES).toArray();
            double[][] rows = new double[NODES][NODES];
            for (int draw = 0; draw < draws; draw++) {
                NeighbourSampler.Sample sample = sampler.around(all, 1, draw);
                try (Neighbourhoods part = parts.part(sample, 1)) {
                    addRows(form.apply(part), sample, NODES, 1.0 / draws, rows);
                }
            }
            near(rows, whole(form.apply(graph)), 0.15);
        }
    }

    private static void near(double[][] rows, double[][] expected, double tolerance) {
        for (int i = 0; i < NODES; i++) {
            for (int j = 0; j < NODES; j++) {
                assertThat(rows[i][j])
                        .as("row %d, column %d", i, j)
                        .isCloseTo(expected[i][j], Offset.offset(tolerance * Math.max(0.1, expected[i][j])));
            }
        }
    }
}
