package dev.kith.gnn.model.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.ops.SigmoidCrossEntropy;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.NodeKeys;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Csr;
import dev.kith.graph.Features;
import dev.kith.graph.KithException;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generator of neighbours' features on problems with a known answer. */
class GeneratorTest {

    /** Section 9, test 1: a - b - c. */
    @Test
    void pairsOfAPath() {
        Csr path = Csr.of(3, new int[] {0, 1, 1, 2, 2}, new int[] {1, 0, 2, 1, 2}, null);
        NeighbourPairs pairs = NeighbourPairs.of(path);
        List<String> said = IntStream.range(0, pairs.count())
                .mapToObj(p -> "abc".charAt(pairs.neighbour()[p]) + "|" + "abc".charAt(pairs.centre()[p]))
                .toList();
        assertThat(said).containsExactlyInAnyOrder("b|a", "a|b", "c|b", "b|c");
    }

    /** Section 9, test 2. */
    @Test
    void crossEntropyOfAWorkedExample() {
        float[] r = {0.9f, 0.2f, 0.6f};
        try (Engine engine = new Engine(1);
                Tensor logits = Tensor.of(1, 3, logit(r[0]), logit(r[1]), logit(r[2]));
                Tape tape = Tape.inference(engine)) {
            float mean = SigmoidCrossEntropy.apply(tape, tape.constant(logits), new float[] {1f, 0f, 1f})
                    .value()
                    .get(0, 0);
            assertThat(3f * mean).isCloseTo(0.8393297f, within(1e-6f));
        }
    }

    private static float logit(float p) {
        return (float) Math.log(p / (1.0 - p));
    }

    /** Section 9, test 4, with its two properties. */
    @Test
    void disagreementOfAWorkedExample() {
        try (Tensor a = Tensor.of(2, 3, .7f, .2f, .1f, .4f, .4f, .2f);
                Tensor b = Tensor.of(2, 3, .5f, .3f, .2f, .2f, .6f, .2f)) {
            int[] nodes = {0, 1};
            int[] codes = {0, 1};
            assertThat(Disagreement.of(List.of(a, b), nodes, codes)).isCloseTo(-0.017248217871737914, within(1e-7));
            assertThat(Disagreement.of(List.of(a, a, a), nodes, codes)).isCloseTo(0.0, within(1e-12));
            for (int t = 0; t < 1000; t++) {
                for (int k = 0; k < 6; k++) {
                    a.set(k / 3, k % 3, CounterRandom.uniform(t, 1, k) + 1e-6f);
                    b.set(k / 3, k % 3, CounterRandom.uniform(t, 2, k) + 1e-6f);
                }
                assertThat(Disagreement.of(List.of(a, b), nodes, codes)).isLessThanOrEqualTo(1e-12);
            }
        }
    }

    /** A probe keeps values of after its warm-up, and the last ones where there is no time for it. */
    @Test
    void aProbeSaysWhichValuesAreKept() {
        float[] values = new float[40 * 6];
        for (int k = 0; k < values.length; k++) {
            values[k] = CounterRandom.uniform(3, 2, k);
        }
        try (Engine engine = new Engine(1);
                Input.Dense x = (Input.Dense) Input.of(new Features.Dense(values, 40, 6));
                Neighbourhoods graph = Neighbourhoods.of(ring(40))) {
            KnownClasses known = new KnownClasses(new int[] {0, 7, 9}, new int[] {0, 1, 1}, 2);
            for (int steps : new int[] {100, 400}) {
                Settings settings = settings(Map.of("generatorStop", "probe", "generatorSteps", steps));
                GeneratorTraining.Result result = GeneratorTraining.train(engine, settings, x, graph, known);
                assertThat(result.sentence())
                        .contains(steps + " steps" + (steps == 100 ? ";" : ", kept "))
                        .doesNotContain("held-out");
                assertThat(GeneratorTraining.train(engine, settings, x, graph, known)
                                .state()
                                .getFirst())
                        .isEqualTo(result.state().getFirst());
            }
        }
    }

    /** Section 9, test 7: every neighbour's features are 1 minus one's own. */
    @Test
    void learnsWhatNeighboursAreLike() {
        int half = 64;
        float[] values = new float[2 * half * 8];
        int[] from = new int[2 * half];
        int[] to = new int[2 * half];
        for (int i = 0; i < half; i++) {
            for (int c = 0; c < 8; c++) {
                float bit = CounterRandom.uniform(7, 1, i * 8L + c) < 0.5f ? 0f : 1f;
                values[i * 8 + c] = bit;
                values[(half + i) * 8 + c] = 1f - bit;
            }
            from[i] = i;
            to[i] = half + i;
            from[half + i] = half + i;
            to[half + i] = i;
        }
        Settings settings = settings(Map.of("generatorSteps", 500, "generatorStop", "fixed"));
        try (Engine engine = new Engine(1);
                Input.Dense x = (Input.Dense) Input.of(new Features.Dense(values, 2 * half, 8))) {
            Generator generator = trained(engine, settings, x, Csr.of(2 * half, from, to, null));
            double[] sums = new double[values.length];
            int draws = 20;
            for (int d = 0; d < draws; d++) {
                float[] drawn = draw(engine, generator, x, NodeKeys.ofRows(2 * half), d);
                for (int k = 0; k < sums.length; k++) {
                    sums[k] += drawn[k];
                }
            }
            double error = 0.0;
            for (int k = 0; k < sums.length; k++) {
                error += Math.abs(sums[k] / draws - (1.0 - values[k])) / sums.length;
            }
            assertThat(error).isLessThan(0.05);
            close(generator);
        }
    }

    /** Section 9, test 8: rows in another order are drawn the same. */
    @ParameterizedTest
    @ValueSource(strings = {"cvae", "noise"})
    void drawsByNodeAndNotByRow(String kind) {
        int n = 40;
        float[] values = new float[n * 6];
        for (int k = 0; k < values.length; k++) {
            values[k] = CounterRandom.uniform(3, 2, k);
        }
        String[] ids = IntStream.range(0, n).mapToObj(i -> "node " + i).toArray(String[]::new);
        int[] order = IntStream.range(0, n).toArray();
        CounterRandom.shuffle(order, 5, 5);
        float[] moved = new float[values.length];
        String[] movedIds = new String[n];
        for (int i = 0; i < n; i++) {
            movedIds[i] = ids[order[i]];
            System.arraycopy(values, order[i] * 6, moved, i * 6, 6);
        }
        Settings settings = settings(Map.of("generatorSteps", 30, "generator", kind));
        try (Engine engine = new Engine(2);
                Input.Dense x = (Input.Dense) Input.of(new Features.Dense(values, n, 6));
                Input.Dense y = (Input.Dense) Input.of(new Features.Dense(moved, n, 6))) {
            Generator generator = trained(engine, settings, x, ring(n));
            float[] drawn = draw(engine, generator, x, NodeKeys.of(new TextColumn(ids)), 4);
            float[] other = draw(engine, generator, y, NodeKeys.of(new TextColumn(movedIds)), 4);
            for (int i = 0; i < n; i++) {
                for (int c = 0; c < 6; c++) {
                    assertThat(other[i * 6 + c]).isCloseTo(drawn[order[i] * 6 + c], within(1e-6f));
                }
            }
            assertThat(draw(engine, generator, x, NodeKeys.of(new TextColumn(ids)), 5))
                    .isNotEqualTo(drawn);
            close(generator);
        }
    }

    /** Noise has the columns' mean and deviation as the decoder draws them. */
    @Test
    void noiseIsLikeTheDrawings() {
        int n = 3000;
        float[] values = new float[n * 2];
        for (int k = 0; k < values.length; k++) {
            values[k] = k % 2 == 0 ? 5f + CounterRandom.normal(3, 2, k) : 100f * CounterRandom.normal(3, 2, k);
        }
        Settings settings = settings(Map.of("generatorSteps", 400, "generatorStop", "fixed"));
        Settings noisy = settings.with(Map.of("generator", "noise"));
        try (Engine engine = new Engine(1);
                Input.Dense x = (Input.Dense) Input.of(new Features.Dense(values, n, 2))) {
            Generator generator = trained(engine, settings, x, ring(n));
            Generator noise = trained(engine, noisy, x, ring(n));
            float[] drawn = draw(engine, generator, x, NodeKeys.ofRows(n), 1);
            float[] same = draw(engine, noise, x, NodeKeys.ofRows(n), 1);
            for (int c = 0; c < 2; c++) {
                double deviation = deviation(drawn, c);
                assertThat(mean(same, c)).isCloseTo(mean(drawn, c), within(0.1 * deviation));
                assertThat(deviation(same, c) / deviation).isBetween(0.9, 1.1);
            }
            close(generator);
            close(noise);
        }
    }

    private static double mean(float[] values, int column) {
        return IntStream.range(0, values.length / 2)
                .mapToDouble(i -> values[2 * i + column])
                .average()
                .orElseThrow();
    }

    private static double deviation(float[] values, int column) {
        double mean = mean(values, column);
        return Math.sqrt(IntStream.range(0, values.length / 2)
                .mapToDouble(i -> (values[2 * i + column] - mean) * (values[2 * i + column] - mean))
                .average()
                .orElseThrow());
    }

    /** Bags of words are read as 0 and 1 whatever their rows were divided by, and drawn rows have the sum 1. */
    @Test
    void bagsOfWordsKeepTheirForm() {
        Features.Sparse bags = new Features.Sparse(
                new int[] {0, 2, 2, 5},
                new int[] {0, 3, 1, 2, 3},
                new float[] {0.5f, 0.5f, 1f / 3, 1f / 3, 1f / 3},
                3,
                4);
        try (Engine engine = new Engine(1);
                Tape tape = Tape.inference(engine)) {
            Input x = Input.of(bags);
            FeatureForm form = new FeatureForm(new Initialiser(0), 4);
            form.fit(engine, x, null);
            assertThat(form.range()).isEqualTo(FeatureForm.Range.SIGMOID);
            assertThat(((Input.Sparse) form.read(tape, x)).matrix().values()).containsOnly(1f);
            try (Tensor output = Tensor.of(1, 4, -3f, 0f, 2f, 8f)) {
                form.write(engine, output);
                double sum = 0.0;
                for (float value : output.toArray()) {
                    sum += value;
                }
                assertThat(sum).isCloseTo(1.0, within(1e-6));
            }
            form.parameters().forEach(Parameter::close);
        }
    }

    @Test
    void anArrayOutOfTheWantedRangeIsRefused() {
        try (Engine engine = new Engine(1);
                Input.Dense x = (Input.Dense) Input.of(new Features.Dense(new float[] {-3f, 4f}, 2, 1))) {
            Settings settings = settings(Map.of("generatorOutput", "sigmoid"));
            assertThatThrownBy(() -> GeneratorTraining.train(engine, settings, x, Neighbourhoods.of(ring(2)), null))
                    .isInstanceOf(KithException.class)
                    .hasMessage("The features lie between -3.0 and 4.0, outside of generatorOutput=sigmoid; leave"
                            + " generatorOutput at auto.");
        }
    }

    @Test
    void aGraphWithoutNeighboursIsRefused() {
        try (Engine engine = new Engine(1);
                Input.Dense x = (Input.Dense) Input.of(new Features.Dense(new float[] {1f, 0f}, 2, 1))) {
            Csr none = Csr.of(2, new int[] {1}, new int[] {1}, null);
            assertThatThrownBy(
                            () -> GeneratorTraining.train(engine, settings(Map.of()), x, Neighbourhoods.of(none), null))
                    .isInstanceOf(KithException.class)
                    .hasMessageContaining("no two nodes of the graph are connected");
        }
    }

    private static Csr ring(int n) {
        int[] from = IntStream.range(0, 2 * n).map(e -> e % n).toArray();
        int[] to = IntStream.range(0, 2 * n)
                .map(e -> e < n ? (e + 1) % n : (e - 1 + n) % n)
                .toArray();
        return Csr.of(n, from, to, null);
    }

    private static Settings settings(Map<String, ?> given) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("augmentation", "local", "generatorHidden", 64));
        all.putAll(given);
        return TrainingOptions.settings(ModelRegistry.find("gcn"), all);
    }

    private static Generator trained(Engine engine, Settings settings, Input x, Csr adjacency) {
        int[] nodes = {0, 1, 2, 3};
        KnownClasses known = new KnownClasses(nodes, new int[] {0, 1, 0, 1}, 2);
        GeneratorTraining.Result result;
        try (Neighbourhoods graph = Neighbourhoods.of(adjacency)) {
            result = GeneratorTraining.train(engine, settings, x, graph, known);
        }
        Generator generator = new Generator(settings, x.columns(), new Initialiser(99));
        generator.install(result.state());
        return generator;
    }

    private static float[] draw(Engine engine, Generator generator, Input x, long[] keys, long number) {
        try (Tensor into = Tensor.zeros(x.rows(), x.columns())) {
            generator.draw(engine, x, keys, number, into);
            return into.toArray();
        }
    }

    private static void close(Generator generator) {
        new ArrayList<>(generator.parameters()).forEach(Parameter::close);
    }
}
