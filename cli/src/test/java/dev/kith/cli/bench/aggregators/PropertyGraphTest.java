package dev.kith.cli.bench.aggregators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PropertyGraphTest {

    @Test
    void aLine() {
        PropertyGraph line = new PropertyGraph(new int[][] {{1}, {0, 2}, {1, 3}, {2}}, new float[] {0, 1, 4, 2}, 1);
        assertThat(line.ofNodes()).isDeepEqualTo(new double[][] {{1, 3, -1}, {0, 2, -2}, {1, 2, 5}, {2, 3, -2}});
        double[] graph = line.ofGraph();
        assertThat(graph[0]).isOne();
        assertThat(graph[1]).isEqualTo(3.0);
        assertThat(graph[2]).isCloseTo(2 * Math.cos(Math.PI / 5), within(1e-9));
    }

    @Test
    void twoParts() {
        PropertyGraph parts = new PropertyGraph(new int[][] {{1}, {0}, {3, 4}, {2, 4}, {2, 3}}, new float[5], 0);
        assertThat(parts.ofNodes()[4]).containsExactly(0, 1, 0);
        assertThat(parts.ofGraph()[0]).isZero();
        assertThat(parts.ofGraph()[2]).isCloseTo(2.0, within(1e-9));
    }

    @Test
    void aStarsRadiusIsARoot() {
        PropertyGraph star = PropertyGraph.of(GraphFamily.STAR, 17, 1, 1);
        assertThat(star.ofGraph()[1]).isEqualTo(2.0);
        assertThat(star.ofGraph()[2]).isCloseTo(4.0, within(1e-9));
    }

    /** All but random graphs hang together, and trees have one edge less than nodes. */
    @ParameterizedTest
    @EnumSource(GraphFamily.class)
    void families(GraphFamily family) {
        for (int n = 15; n < 25; n++) {
            PropertyGraph graph = PropertyGraph.of(family, n, 7, n);
            int arcs = 0;
            for (int[] row : graph.neighbours()) {
                arcs += row.length;
            }
            if (family != GraphFamily.ERDOS_RENYI) {
                assertThat(graph.ofGraph()[0]).as("%s of %d", family, n).isOne();
            }
            switch (family) {
                case TREE, LINE, STAR, CATERPILLAR, LOBSTER -> assertThat(arcs).isEqualTo(2 * (n - 1));
                default -> assertThat(arcs).isGreaterThan(n);
            }
        }
    }
}
