package dev.kith.gnn.model.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.GatherRows;
import dev.kith.gnn.conv.ConvRegistry;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Csr;
import dev.kith.graph.Features;
import dev.kith.graph.random.CounterRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Some rows of aggregates that are computed once give the outputs and gradients of the whole layer. */
class SteadyLayersTest {
    private static final int N = 40;
    private static final int F = 9;
    private static final int K = 3;

    @ParameterizedTest
    @CsvSource({"gcn,true", "gcn,false", "sage,true", "sage,false", "dirgcn,false", "gat,true", "gat,false"})
    void equalToTheWholeLayer(String name, boolean sparse) {
        ConvRegistry.Entry entry = ConvRegistry.entries().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow();
        Settings settings = TrainingOptions.settings(ModelRegistry.find(name), Map.of("dropout", 0.0));
        Initialiser initialiser = new Initialiser(4);
        LocalLayer layer = new LocalLayer(
                entry.factory().create(settings, new Shape(F, K, 0), initialiser, F, 16, false), initialiser, 16);
        int[] known = IntStream.range(0, N).filter(i -> i % 3 != 0).toArray();
        int[] codes = IntStream.of(known).map(i -> i % K).toArray();
        Input features = features(sparse);
        try (Engine engine = new Engine(2);
                Neighbourhoods arcs = arcs();
                Tensor virtual = Tensor.of(K, F, random(7, K * F));
                LocalObjective objective = new SingleForward(new Labels(
                        new ClassNodes(N, K), features, virtual, arcs, false, known, codes, null, known, 0));
                Pass pass = new Pass(engine, objective)) {
            List<float[]> steady;
            try (SteadyLayers layers = SteadyLayers.trained(engine, layer, pass, objective)) {
                steady = gradients(
                        engine, layer, objective, tape -> layers.apply(tape).getFirst());
            }
            List<float[]> whole = gradients(
                    engine,
                    layer,
                    objective,
                    tape -> GatherRows.apply(
                            tape,
                            layer.forward(tape, pass.input(tape, 0), objective.graph(0)),
                            objective.trainedRows()));
            for (int p = 0; p < whole.size(); p++) {
                assertThat(steady.get(p)).containsExactly(whole.get(p), Offset.offset(2e-6f));
            }
        }
        if (features instanceof Input.Dense dense) {
            dense.close();
        }
        layer.parameters().forEach(Parameter::close);
    }

    private interface Output {
        Variable of(Tape tape);
    }

    /** Of the loss, with its value first. */
    private static List<float[]> gradients(Engine engine, LocalLayer layer, LocalObjective objective, Output output) {
        layer.parameters().forEach(Parameter::clearGradient);
        float value;
        try (Tape tape = Tape.training(engine, 1, 0)) {
            Variable loss = objective.loss(tape, List.of(output.of(tape)));
            value = loss.value().get(0, 0);
            tape.backward(loss);
        }
        List<float[]> all = new java.util.ArrayList<>(List.of(new float[] {value}));
        layer.parameters().forEach(p -> all.add(p.gradient().toArray()));
        return all;
    }

    private static float[] random(long stream, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = CounterRandom.normal(5, stream, i);
        }
        return values;
    }

    private static Input features(boolean sparse) {
        if (!sparse) {
            return Input.of(new Features.Dense(random(1, N * F), N, F));
        }
        int[] offsets = IntStream.rangeClosed(0, N).map(i -> 2 * i).toArray();
        int[] indices = IntStream.range(0, 2 * N)
                .map(at -> at % 2 == 0 ? CounterRandom.below(5, 2, at, 4) : 4 + CounterRandom.below(5, 2, at, 5))
                .toArray();
        return Input.of(new Features.Sparse(offsets, indices, random(3, 2 * N), N, F));
    }

    private static Neighbourhoods arcs() {
        int m = 4 * N;
        int[] source =
                IntStream.range(0, m).map(e -> CounterRandom.below(5, 8, e, N)).toArray();
        int[] target =
                IntStream.range(0, m).map(e -> CounterRandom.below(5, 9, e, N)).toArray();
        return Neighbourhoods.of(Csr.of(N, source, target, null));
    }
}
