package dev.kith.graph.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.graph.Graph;
import dev.kith.graph.GraphAssert;
import dev.kith.graph.KithException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PowerLawGraphTest {
    private static final int NODES = 100_000;
    private static final int ARCS = 2_000_000;

    /** The maximum likelihood exponent of the degrees above a bound (Clauset et al. 2009, equation 3.7). */
    @ParameterizedTest
    @ValueSource(doubles = {2.1, 2.5, 3.0})
    void hasDegreesByAPowerLaw(double exponent) {
        Graph graph = new PowerLawGraph(NODES, ARCS, exponent).graph(5);
        for (int[] ends : new int[][] {
            graph.relationships().source(), graph.relationships().target()
        }) {
            int[] degrees = degrees(ends);
            int least = 60;
            double logs = 0.0;
            int tail = 0;
            for (int degree : degrees) {
                if (degree >= least) {
                    logs += Math.log(degree / (least - 0.5));
                    tail++;
                }
            }
            assertThat(tail).isGreaterThan(2_000);
            assertThat(1.0 + tail / logs).isCloseTo(exponent, within(0.15));
        }
    }

    /** The first r of n ranks have the share (r / n)^(1 - a) of all ends, where a = 1 / (exponent - 1). */
    @Test
    void hubsHaveTheShareTheyShould() {
        int[] degrees = degrees(
                new PowerLawGraph(NODES, ARCS, 2.5).graph(9).relationships().target());
        Arrays.sort(degrees);
        for (int ranks : new int[] {10, 100, 1_000, 10_000}) {
            long sum = 0;
            for (int r = 1; r <= ranks; r++) {
                sum += degrees[NODES - r];
            }
            double share = Math.pow(ranks / (double) NODES, 1.0 - 1.0 / 1.5);
            assertThat(sum / (double) ARCS).isCloseTo(share, within(0.02 * share + 0.002));
        }
    }

    @Test
    void hubsAreNotNeighboursInMemoryAndEndsAreIndependent() {
        Graph graph = new PowerLawGraph(NODES, ARCS, 2.5).graph(9);
        int[] in = degrees(graph.relationships().target());
        int hubsInFirstTenth = 0;
        int hubs = 0;
        for (int i = 0; i < NODES; i++) {
            hubs += in[i] > 200 ? 1 : 0;
            hubsInFirstTenth += in[i] > 200 && i < NODES / 10 ? 1 : 0;
        }
        assertThat(hubs).isGreaterThan(300);
        assertThat(hubsInFirstTenth / (double) hubs).isCloseTo(0.1, within(0.06));
        assertThat(graph.relationships().source())
                .isNotEqualTo(graph.relationships().target());
    }

    @Test
    void isAFunctionOfItsSeed() {
        PowerLawGraph model = new PowerLawGraph(2_000, 100_000, 2.3);
        GraphAssert.assertSame(model.graph(1), model.graph(1));
        assertThat(model.graph(1).fingerprint())
                .isEqualTo("sha256:9a0497899a09d59d596afd2139ada902a946d0cfcd11cdf67823d173cd04b701");
        assertThat(model.graph(2).fingerprint()).isNotEqualTo(model.graph(1).fingerprint());
    }

    @Test
    void mayBeAsSmallAsANode() {
        assertThat(new PowerLawGraph(1, 3, 2.5).graph(1).relationships().target())
                .containsExactly(0, 0, 0);
        assertThat(new PowerLawGraph(5, 0, 2.5).graph(1).relationships().count())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,1,2.5", "5,-1,2.5", "5,1,2.0", "5,1,NaN", "5,2147483647,2.5"})
    void refusesWhatIsNoModel(int nodes, int arcs, double exponent) {
        assertThatThrownBy(() -> new PowerLawGraph(nodes, arcs, exponent))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("A power-law graph needs");
    }

    private static int[] degrees(int[] ends) {
        int[] degrees = new int[NODES];
        for (int node : ends) {
            degrees[node]++;
        }
        return degrees;
    }
}
