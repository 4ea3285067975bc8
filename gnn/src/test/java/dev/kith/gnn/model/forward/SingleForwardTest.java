package dev.kith.gnn.model.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Gcn;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One layer of SF on the path 0–1–2–3, every number worked out by hand in double precision. */
class SingleForwardTest {
    private static final double PRECISION = 1e-6;
    private static final float[] X = {1, 2, 0, 0, 1, 1, 2, 0, 1, 0, 0, 3};
    private static final float[] V = {0.5f, -1, 0.25f, -0.5f, 0.75f, 1};
    private static final Map<String, float[]> WEIGHTS =
            Map.of("weight", new float[] {0.3f, -0.2f, 0.4f, 0.1f, 0.2f, 0.6f}, "bias", new float[] {0.05f, -0.1f});

    /** All that the example needs. */
    private record Example(Engine engine, Tensor features, Tensor virtual, LocalLayer layer, LocalObjective objective)
            implements AutoCloseable {
        static Example open() {
            Tensor features = Tensor.of(4, 3, X);
            Tensor virtual = Tensor.of(2, 3, V);
            Neighbourhoods path =
                    Neighbourhoods.of(Csr.of(4, new int[] {0, 1, 1, 2, 2, 3}, new int[] {1, 0, 2, 1, 3, 2}, null));
            Initialiser given =
                    Initialiser.from((name, rows, columns, start) -> Tensor.of(rows, columns, WEIGHTS.get(name)));
            LocalLayer layer = new LocalLayer(new Gcn(given, 3, 2), given, 2);
            LocalObjective objective = new SingleForward(new Labels(
                    new ClassNodes(4, 2),
                    new Input.Dense(features),
                    virtual,
                    path,
                    false,
                    new int[] {0, 3},
                    new int[] {0, 1},
                    null,
                    null,
                    0));
            return new Example(new Engine(1), features, virtual, layer, objective);
        }

        @Override
        public void close() {
            objective.close();
            layer.parameters().forEach(Parameter::close);
            features.close();
            virtual.close();
            engine.close();
        }
    }

    @Test
    void aggregates() {
        try (Example example = Example.open()) {
            Tensor u = ((Input.Dense) example.objective.input(0)).tensor();
            Neighbourhoods graph = example.objective.graph(0);
            assertThat(graph.nodes()).isEqualTo(6);
            assertThat(graph.arcs()).isEqualTo(6 + 4);
            Tensor p = graph.aggregated(example.engine, graph.symmetric(), u);
            near(p.row(0), 0.3272453576, 0.1774963350, 0.3247893386);
            near(p.row(5), -0.1856953368, 0.2785430052, 0.7796389627);
        }
    }

    @Test
    void outputsLossAndGradients() {
        try (Example example = Example.open();
                Pass pass = new Pass(example.engine, example.objective)) {
            try (Tape tape = Tape.inference(example.engine)) {
                Tensor h = example.layer
                        .forward(tape, example.objective.input(0), example.objective.graph(0))
                        .value();
                near(h.row(0), 0.2841300090, 0.0471741651);
                near(h.row(3), 0.3420573500, 0.3648246307);
                near(h.row(4), 0.1635444482, 0);
                near(h.row(5), 0.2616363936, 0.4327767455);
            }
            try (SteadyLayers steady = SteadyLayers.trained(example.engine, example.layer, pass, example.objective);
                    Tape tape = Tape.training(example.engine, 1, 0)) {
                Variable loss = example.objective.loss(tape, steady.apply(tape));
                assertThat((double) loss.value().get(0, 0)).isCloseTo(0.6597915136441993, within(PRECISION));
                tape.backward(loss);
            }
            List<Parameter> parameters = example.layer.parameters();
            near(
                    parameters.get(0).gradient().toArray(),
                    0.0076702069,
                    0.0349980642,
                    -0.0021987536,
                    -0.0222069014,
                    -0.0123595959,
                    -0.0958073202);
            near(parameters.get(1).gradient().toArray(), 0.0029321584, -0.0574876814);
        }
    }

    @Test
    void probabilities() {
        try (Example example = Example.open();
                Pass pass = new Pass(example.engine, example.objective);
                Tensor scores = Tensor.zeros(4, 2)) {
            pass.through(
                    example.layer,
                    (stream, output) -> example.objective.addScores(example.engine, stream, output, scores));
            example.objective.toLogits(scores, 1);
            example.engine.elements().softmax(scores);
            double[] second = {0.5120693418, 0.5218834478, 0.5410572464, 0.5477145344};
            for (int i = 0; i < second.length; i++) {
                assertThat((double) scores.get(i, 1)).isCloseTo(second[i], within(PRECISION));
            }
        }
    }

    private static void near(float[] actual, double... expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(PRECISION));
        }
    }
}
