package dev.kith.graph.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.graph.Graph;
import dev.kith.graph.GraphAssert;
import dev.kith.graph.KithException;
import dev.kith.graph.Target;
import dev.kith.graph.column.VectorColumn;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockModelTest {
    @ParameterizedTest
    @CsvSource({"0.8,0.0", "0.1,1.0", "0.5,0.5", "0.0,0.3", "1.0,1.0"})
    void hasTheHomophilyAndDirectionThatWereAskedFor(double homophily, double direction) {
        int classes = 5;
        Graph graph = new BlockModel(4_000, classes, 10.0, homophily, direction, 1, 0.0).graph(3);
        int[] codes = graph.target("class").codes();
        int[] source = graph.relationships().source();
        int[] target = graph.relationships().target();
        int[] steps = new int[classes];
        for (int e = 0; e < source.length; e++) {
            steps[Math.floorMod(codes[target[e]] - codes[source[e]], classes)]++;
        }
        double arcs = source.length;
        assertThat(source).hasSize(40_000);
        // Shares of 40,000 arcs have a deviation of 0.0025 at most: five of them.
        assertThat(steps[0] / arcs).isCloseTo(homophily, within(0.0125));
        double others = 1.0 - homophily;
        double any = others * (1.0 - direction) / (classes - 1);
        assertThat(steps[1] / arcs).isCloseTo(others * direction + any, within(0.0125));
        for (int step = 2; step < classes; step++) {
            assertThat(steps[step] / arcs).isCloseTo(any, within(0.0125));
        }
    }

    @Test
    void classesAreOfOneSizeAndEndsAreUniform() {
        Graph graph = new BlockModel(1_003, 4, 50.0, 0.3, 0.2, 2, 1.0).graph(8);
        Target target = graph.target("class");
        int[] sizes = new int[4];
        for (int code : target.codes()) {
            sizes[code]++;
        }
        assertThat(sizes).containsExactly(251, 251, 251, 250);
        int[] out = new int[1_003];
        int[] in = new int[1_003];
        for (int e = 0; e < graph.relationships().count(); e++) {
            out[graph.relationships().source()[e]]++;
            in[graph.relationships().target()[e]]++;
        }
        // Poisson with mean 50: deviation 7.1, six of them.
        assertThat(Arrays.stream(out)).allSatisfy(degree -> assertThat(degree).isBetween(8, 93));
        assertThat(Arrays.stream(in)).allSatisfy(degree -> assertThat(degree).isBetween(8, 93));
    }

    @Test
    void featuresAreClassMeansOfTheGivenLengthWithNoise() {
        int width = 400;
        Graph graph = new BlockModel(600, 2, 1.0, 0.5, 0.0, width, 10.0).graph(4);
        float[] values = ((VectorColumn) graph.nodes().properties().get("features")).values();
        double[][] means = new double[2][width];
        for (int k = 0; k < values.length; k++) {
            means[k / width % 2][k % width] += values[k] / 300.0;
        }
        double noise = 0.0;
        for (int k = 0; k < values.length; k++) {
            noise += Math.pow(values[k] - means[k / width % 2][k % width], 2.0) / values.length;
        }
        assertThat(noise).isCloseTo(1.0, within(0.02));
        for (double[] mean : means) {
            double length = 0.0;
            for (double m : mean) {
                length += m * m;
            }
            // 100 in expectation, with a deviation of 100 sqrt(2 / 400) = 7.1.
            assertThat(length).isBetween(65.0, 140.0);
        }
    }

    @Test
    void isAFunctionOfItsSeed() {
        BlockModel model = new BlockModel(300, 3, 4.0, 0.7, 0.5, 8, 2.0);
        GraphAssert.assertSame(model.graph(1), model.graph(1));
        assertThat(model.graph(2).fingerprint()).isNotEqualTo(model.graph(1).fingerprint());
        assertThat(model.graph(1).fingerprint())
                .isEqualTo("sha256:e88ddc1f3a80d108423aa7a44d173f55b1d3404f8101228081166fcfee7a06bc");
    }

    @ParameterizedTest
    @CsvSource({
        "1,2,1,0.5,0.5,1,1",
        "10,1,1,0.5,0.5,1,1",
        "10,2,-1,0.5,0.5,1,1",
        "10,2,NaN,0.5,0.5,1,1",
        "10,2,1e9,0.5,0.5,1,1",
        "10,2,1,1.5,0.5,1,1",
        "10,2,1,0.5,-0.5,1,1",
        "10,2,1,0.5,NaN,1,1",
        "10,2,1,0.5,0.5,0,1",
        "100000,2,1,0.5,0.5,100000,1",
        "10,2,1,0.5,0.5,1,Infinity"
    })
    void refusesWhatIsNoModel(
            int nodes, int classes, double degree, double homophily, double direction, int features, double signal) {
        assertThatThrownBy(() -> new BlockModel(nodes, classes, degree, homophily, direction, features, signal))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("A block model needs");
    }
}
