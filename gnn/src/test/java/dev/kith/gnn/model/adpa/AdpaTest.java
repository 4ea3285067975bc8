package dev.kith.gnn.model.adpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Matrices;
import dev.kith.gnn.model.Preparation.Prepared;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.model.amud.DirectedPattern;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Csr;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The network against a slow reference, its size, its gradients, and what reversing the graph does to it. */
class AdpaTest {
    private static final int N = 9;
    private static final int F = 4;
    private static final int C = 3;
    private static final int[] SOURCE = {0, 1, 2, 3, 4, 5, 6, 7, 0, 3, 5, 8};
    private static final int[] TARGET = {1, 2, 0, 4, 5, 3, 7, 8, 6, 1, 2, 4};

    private final Engine engine = new Engine(2);
    private final Input.Dense x = new Input.Dense(features());

    @AfterEach
    void close() {
        assertThat(engine.pool().bytesTaken()).as("memory not given back").isZero();
        x.close();
        engine.close();
    }

    @Test
    void asManyParametersAsPublishedWithoutTheUnusedOnes() {
        Adpa network = network(Map.of("hidden", 32, "layers", 1), new Shape(1703, 5, 0, true), 1);
        long parameters =
                network.parameters().stream().mapToLong(p -> p.value().size()).sum();
        network.parameters().forEach(Parameter::close);
        assertThat(parameters).isEqualTo(423_706);
    }

    @Test
    void withoutDirectionsOneBranchOfEachOrder() {
        Adpa network = network(Map.of(), new Shape(F, C, 0, false), 1);
        assertThat(((DirectedPropagation) network.preparation()).patterns())
                .containsExactly(DirectedPattern.FORWARD, DirectedPattern.TWICE_FORWARD);
        network.parameters().forEach(Parameter::close);
    }

    static Stream<Map<String, Object>> modes() {
        Stream<Map<String, Object>> hops = HopAttention.MODES.stream().map(mode -> Map.of("hopAttention", mode));
        Stream<Map<String, Object>> patterns =
                PatternCombination.MODES.stream().map(mode -> Map.of("patternCombination", mode));
        Stream<Map<String, Object>> others = Stream.of(
                Map.of("sharp", true, "patternCombination", "gate"),
                Map.of("layers", 1, "hops", 3),
                Map.of("patternOrder", 1, "hops", 1));
        return Stream.of(hops, patterns, others).flatMap(s -> s);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void theSameAsComputedRowByRow(Map<String, Object> settings) {
        Adpa network = network(settings, new Shape(F, C, 0, true), 3);
        float[] logits = logits(network, graph(SOURCE, TARGET));
        double[] expected = reference(network, settings(settings));
        network.parameters().forEach(Parameter::close);
        for (int e = 0; e < expected.length; e++) {
            assertThat((double) logits[e]).isCloseTo(expected[e], within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("modes")
    void gradientsAreFiniteDifferences(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(Map.of("dropout", 0.0, "hidden", 10));
        Adpa network = network(all, new Shape(F, C, 0, true), 5);
        try (Prepared made = prepare(network, graph(SOURCE, TARGET))) {
            network.parameters().forEach(Parameter::clearGradient);
            double center = loss(network, made.input(), true);
            int checked = 0;
            for (Parameter parameter : network.parameters()) {
                int at = CounterRandom.below(1, 2, checked++, parameter.value().rows());
                for (int c = 0; c < parameter.value().columns(); c += 3) {
                    float before = parameter.value().get(at, c);
                    float step = 1e-3f;
                    parameter.value().set(at, c, before + step);
                    double above = loss(network, made.input(), false);
                    parameter.value().set(at, c, before - step);
                    double below = loss(network, made.input(), false);
                    parameter.value().set(at, c, before);
                    // Where a unit is about to switch off, the slopes to both sides differ.
                    double right = (above - center) / step;
                    double left = (center - below) / step;
                    assertThat((double) parameter.gradient().get(at, c))
                            .as(parameter.name() + "[" + at + ", " + c + "]")
                            .isBetween(Math.min(left, right) - 1e-3, Math.max(left, right) + 1e-3);
                }
            }
        }
        network.parameters().forEach(Parameter::close);
    }

    @Test
    void reversingAllArcsSwapsBranches() {
        Adpa one = network(Map.of(), new Shape(F, C, 0, true), 7);
        Adpa other = network(Map.of(), new Shape(F, C, 0, true), 7);
        Map<String, String> swapped =
                Map.of("A", "Aᵀ", "Aᵀ", "A", "AA", "AᵀAᵀ", "AᵀAᵀ", "AA", "AAᵀ", "AᵀA", "AᵀA", "AAᵀ");
        Map<String, Parameter> byName = byName(one);
        List<String> branches = List.of("A", "Aᵀ", "AA", "AAᵀ", "AᵀA", "AᵀAᵀ");
        int h = 64;
        for (Parameter parameter : other.parameters()) {
            String branch = parameter.name().replaceFirst("\\..*", "");
            if (swapped.containsKey(branch)) {
                String from = swapped.get(branch) + parameter.name().substring(branch.length());
                parameter.value().copyFrom(byName.get(from).value());
            } else if (parameter.name().equals("output.weight")) {
                Tensor weights = byName.get("output.weight").value();
                for (int b = 0; b < 6; b++) {
                    int from = 1 + branches.indexOf(swapped.get(branches.get(b)));
                    for (int row = 0; row < h; row++) {
                        for (int c = 0; c < C; c++) {
                            parameter.value().set((b + 1) * h + row, c, weights.get(from * h + row, c));
                        }
                    }
                }
            }
        }
        float[] forward = logits(one, graph(SOURCE, TARGET));
        float[] backward = logits(other, graph(TARGET, SOURCE));
        one.parameters().forEach(Parameter::close);
        other.parameters().forEach(Parameter::close);
        for (int e = 0; e < forward.length; e++) {
            assertThat(backward[e]).isCloseTo(forward[e], within(1e-5f));
        }
    }

    @Test
    void attentionStaysInItsBoundsAndFollowsItsNode() {
        float[][] bounds = {{.2689f, .7311f}, {.1554f, .5761f}, {.1092f, .4754f}};
        for (int hops = 1; hops <= 3; hops++) {
            int things = hops + 1;
            float[] raw = new float[6 * things];
            for (int e = 0; e < raw.length; e++) {
                raw[e] = 40f * CounterRandom.normal(3, hops, e);
            }
            float[] weights = weights(things, raw);
            for (int i = 0; i < 6; i++) {
                float sum = 0f;
                for (int k = 0; k < things; k++) {
                    float weight = weights[i * things + k];
                    assertThat(weight).isBetween(bounds[hops - 1][0] - 1e-4f, bounds[hops - 1][1] + 1e-4f);
                    sum += weight;
                }
                assertThat(sum).isCloseTo(1f, within(1e-6f));
            }
            float[] turned = new float[raw.length];
            for (int i = 0; i < 6; i++) {
                System.arraycopy(raw, i * things, turned, (5 - i) * things, things);
            }
            float[] turnedWeights = weights(things, turned);
            for (int i = 0; i < 6; i++) {
                assertThat(Arrays.copyOfRange(turnedWeights, (5 - i) * things, (6 - i) * things))
                        .containsExactly(Arrays.copyOfRange(weights, i * things, (i + 1) * things));
            }
            for (float weight : weights(things, new float[6 * things])) {
                assertThat(weight).isCloseTo(1f / things, within(1e-6f));
            }
        }
    }

    /** Attention from one score for each thing, without bias. */
    private float[] weights(int things, float[] scores) {
        List<float[]> own = new java.util.ArrayList<>();
        for (int k = 0; k < things; k++) {
            own.add(new float[things]);
            own.get(k)[k] = 1f;
        }
        try (Parameter bias = Parameter.trained("bias", Tensor.zeros(1, 1), false);
                Tensor values = Tensor.of(scores.length / things, things, scores);
                Tape tape = Tape.inference(engine)) {
            RowAttention attention = new RowAttention(things, own, bias, false);
            return attention
                    .weights(tape, values.rows(), List.of(tape.constant(values)))
                    .value()
                    .toArray();
        }
    }

    private static Settings settings(Map<String, ?> given) {
        return TrainingOptions.settings(Adpa.ENTRY, given);
    }

    private static Adpa network(Map<String, ?> given, Shape shape, long seed) {
        return new Adpa(settings(given), shape, new Initialiser(seed));
    }

    private static Tensor features() {
        float[] values = new float[N * F];
        for (int e = 0; e < values.length; e++) {
            values[e] = CounterRandom.normal(11, 1, e);
        }
        return Tensor.of(N, F, values);
    }

    private static Neighbourhoods graph(int[] from, int[] to) {
        return Neighbourhoods.of(Csr.of(N, from, to, null).transpose());
    }

    private Prepared prepare(Adpa network, Neighbourhoods graph) {
        return network.preparation().prepare(engine, x, graph, Matrices::inMemory);
    }

    private float[] logits(Adpa network, Neighbourhoods graph) {
        try (Prepared made = prepare(network, graph);
                Tape tape = Tape.inference(engine)) {
            return network.forward(tape, made.input(), null).value().toArray();
        }
    }

    private double loss(Adpa network, Input input, boolean backward) {
        int[] rows = {0, 2, 5, 8};
        try (Tape tape = Tape.training(engine, 1, 1)) {
            Variable logits = network.forward(tape, input, null);
            double loss = engine.elements().crossEntropy(logits.value(), rows, new int[] {0, 1, 2, 0}, null, null, 1f);
            if (backward) {
                tape.backward(CrossEntropy.apply(tape, logits, rows, new int[] {0, 1, 2, 0}, null));
            }
            return loss;
        }
    }

    private static Map<String, Parameter> byName(Adpa network) {
        Map<String, Parameter> all = new LinkedHashMap<>();
        network.parameters().forEach(p -> all.put(p.name(), p));
        return all;
    }

    /** The equations one node at a time, in double, from the prepared matrices. */
    private double[] reference(Adpa network, Settings s) {
        Map<String, Parameter> p = byName(network);
        DirectedPropagation propagation = (DirectedPropagation) network.preparation();
        double[] logits = new double[N * C];
        try (Prepared made = prepare(network, graph(SOURCE, TARGET))) {
            List<Input> parts = ((Input.Beside) made.input()).parts();
            for (int i = 0; i < N; i++) {
                double[][] branches = new double[propagation.patterns().size() + 1][];
                branches[0] = new SlowBranch(p, "features", s).of(new double[][] {row(parts.get(0), i)});
                for (int g = 0; g < propagation.patterns().size(); g++) {
                    double[][] hops = new double[propagation.hops() + 1][];
                    hops[0] = row(parts.get(0), i);
                    for (int l = 1; l < hops.length; l++) {
                        hops[l] = row(parts.get(g * propagation.hops() + l), i);
                    }
                    branches[g + 1] =
                            new SlowBranch(p, propagation.patterns().get(g).word(), s).of(hops);
                }
                double[] joined = SlowBranch.combine(p, branches, s);
                double[] out = SlowBranch.linear(p, "output.", joined);
                System.arraycopy(out, 0, logits, i * C, C);
            }
        }
        return logits;
    }

    private static double[] row(Input part, int i) {
        float[] values = ((Input.Dense) part).tensor().row(i);
        double[] row = new double[values.length];
        Arrays.setAll(row, c -> values[c]);
        return row;
    }
}
