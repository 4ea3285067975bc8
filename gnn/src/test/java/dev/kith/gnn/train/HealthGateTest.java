package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.column.VectorColumn;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HealthGateTest {
    /** A training node. */
    private static final int HUGE =
            Example.split(Graphs.of(20).classes(2).build()).train()[3];

    private static Graph huge(float value) {
        float[] features = new float[20 * 64];
        for (int k = 0; k < features.length; k++) {
            features[k] = k / 64 == HUGE ? value : k % 7 - 3;
        }
        return Graphs.of(20)
                .circle()
                .classes(2)
                .feature("size", new VectorColumn(features, 20, 64, null))
                .build();
    }

    @Test
    void aFeatureTooLargeToCalculateWithIsNamed() {
        for (Map<String, ?> given : List.<Map<String, ?>>of(
                Map.of("dropout", 0.0), Map.of("dropout", 0.0, "batchSize", 4), Map.of("dropout", 0.0, "clip", 1.0))) {
            long before = Tensor.liveBytes();
            assertThatThrownBy(
                            () -> Example.train(huge(3e38f), "sage", given, 1).close())
                    .isInstanceOf(KithException.class)
                    .hasMessageStartingWith("Training stopped in epoch 1: ")
                    .hasMessageContaining("It comes from the input: the property 'size[0]' of node " + (100 + HUGE)
                            + " is 3.0E38 in size");
            assertThat(Tensor.liveBytes()).isEqualTo(before);
        }
    }

    @Test
    void theFirstLayerAndNodeWithoutANumberAreNamed() {
        assertThatThrownBy(() -> Example.train(huge(3e38f), "mlp", Map.of("dropout", 0.0), 1)
                        .close())
                .hasMessageContaining("epoch 1: the output of layer 1 is not finite, first for node " + (100 + HUGE));
    }

    @Test
    void weightsThatBlowUpAreNamed() {
        assertThatThrownBy(() -> Example.train(
                                Example.GRAPH,
                                "gcn",
                                Map.of("learningRate", 10, "layers", 30, "activation", "identity"),
                                1)
                        .close())
                .isInstanceOf(KithException.class)
                .hasMessageContaining("Training stopped in epoch ")
                .hasMessageContaining("learningRate");
    }

    /** A network whose value is finite and whose gradient is not. */
    @Test
    void aGradientThatIsNotFiniteIsNamedInItsEpoch() {
        Parameter weight = Parameter.trained("layer0.weight", Tensor.of(1, 2, 1f, 2f), true);
        Network network = new Network() {
            @Override
            public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
                return tape.parameter(weight);
            }

            @Override
            public List<Parameter> parameters() {
                return List.of(weight);
            }
        };
        try (Engine engine = new Engine(1)) {
            HealthGate gate = new HealthGate(engine, network, null);
            gate.gradients(1.0, 3);
            weight.gradient().set(0, 1, Float.NaN);
            assertThatThrownBy(() -> gate.gradients(0.0, 4))
                    .isInstanceOf(KithException.class)
                    .hasMessageContaining("Training stopped in epoch 4: the gradient of 'layer0.weight' is not finite");
            weight.gradient().set(0, 1, 0f);
            assertThatThrownBy(() -> gate.gradients(Double.POSITIVE_INFINITY, 5))
                    .hasMessageContaining("epoch 5");
            weight.value().set(0, 0, Float.NEGATIVE_INFINITY);
            assertThatThrownBy(() -> gate.validation(Double.NaN, 6))
                    .hasMessageContaining("epoch 6: the weights 'layer0.weight' are no longer finite");
        }
        weight.close();
    }

    @Property(tries = 100)
    void anyElementThatIsNotFiniteIsSeen(
            @ForAll @IntRange(max = 99_999) int at,
            @ForAll @IntRange(max = 3) int kind,
            @ForAll @IntRange(min = 1, max = 3) int threads) {
        float[] bad = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.intBitsToFloat(0xFF812345)};
        try (Engine engine = new Engine(threads);
                Tensor tensor = Tensor.zeros(1000, 100)) {
            tensor.set((at + 1) % 1000, 3, -Float.MAX_VALUE);
            assertThat(HealthGate.isFinite(engine, tensor)).isTrue();
            tensor.set(at / 100, at % 100, bad[kind]);
            assertThat(HealthGate.isFinite(engine, tensor)).isFalse();
        }
    }

    @Test
    void outputsThatAreAllAlikeAreTold() {
        try (Tensor alike = Tensor.of(3, 2, 5f, -1f, 5f, -1f, 5f, -1f);
                Tensor large = Tensor.of(2, 1, 1e8f, 1e8f);
                Tensor apart = Tensor.of(2, 2, 0f, 1e-3f, 0f, 2e-3f);
                Tensor single = Tensor.of(1, 2, 1f, 1f)) {
            assertThat(HealthGate.collapsed(alike)).hasValueSatisfying(sentence -> assertThat(sentence)
                    .startsWith("All nodes get nearly the same output (variance 0.0)"));
            assertThat(HealthGate.collapsed(large)).isPresent();
            assertThat(HealthGate.collapsed(apart)).isEmpty();
            assertThat(HealthGate.collapsed(single)).isEmpty();
        }
    }

    @Test
    void aCollapsedTrainingIsToldOnce() {
        List<String> notices = new java.util.ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epoch(Epoch epoch) {}

            @Override
            public void notice(String sentence) {
                notices.add(sentence);
            }
        };
        // Without relationships to speak of and with a feature that is the same for all, nothing tells nodes apart.
        Graph same = Graphs.of(20)
                .circle()
                .classes(2)
                .feature("one", new VectorColumn(ones(20), 20, 1, null))
                .build();
        Example.train(same, "sage", Map.of(), 1, listener, Checkpoint.NONE).close();
        assertThat(notices).filteredOn(notice -> notice.contains("collapsed")).hasSize(1);
        notices.clear();
        Example.train(Example.GRAPH, "sage", Map.of(), 1, listener, Checkpoint.NONE)
                .close();
        assertThat(notices).isEmpty();
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        java.util.Arrays.fill(ones, 1f);
        return ones;
    }
}
