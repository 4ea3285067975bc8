package dev.kith.search.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.file.SafeTensors.Matrix;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.model.recipe.RecipeNetwork;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Weights go from a layer to a homogeneous one, and to no other. */
class SharedLayersTest {
    private static final String PARENT = "gat:2x4:sum:mlp:elu/cos:1x8:mean:identity:relu";
    private static final int IN = 5;
    private static final int OUT = 3;

    private static final WeightShelf SHELF = new WeightShelf() {
        private final Map<String, Map<String, Matrix>> held = new HashMap<>();

        @Override
        public Map<String, Matrix> read(String name) {
            return held.get(name);
        }

        @Override
        public void write(String name, Map<String, Matrix> weights) {
            held.put(name, weights);
        }

        @Override
        public void keep(Predicate<String> wanted) {
            held.keySet().removeIf(wanted.negate());
        }
    };

    private static TrialSpec spec(int id, String recipe, List<String> inherit) {
        return new TrialSpec(
                id,
                List.of(),
                "recipe",
                Map.of("recipe", recipe),
                100 + id,
                1,
                inherit,
                true,
                0,
                0,
                List.of(),
                List.of());
    }

    private static TrialResult result(long... bytes) {
        return new TrialResult(
                TrialResult.Status.DONE,
                0.5,
                0,
                "",
                1,
                1,
                1,
                java.util.Arrays.stream(bytes).boxed().toList());
    }

    private static RecipeNetwork network(TrialSpec spec, Map<String, Object> others) {
        Map<String, Object> given = new HashMap<>(others);
        given.putAll(spec.settings());
        return new RecipeNetwork(
                Settings.of(RecipeNetwork.ENTRY.options(), given),
                new Shape(IN, OUT, 0),
                new TrainingEvaluator.Heir(spec, SHELF, spec.seed()).initialiser());
    }

    private static Map<String, float[]> values(RecipeNetwork network) {
        Map<String, float[]> values = network.parameters().stream()
                .collect(Collectors.toMap(
                        Parameter::name, parameter -> parameter.value().toArray()));
        network.parameters().forEach(Parameter::close);
        return values;
    }

    private static float[] outputs(RecipeNetwork network) {
        Csr ring = Csr.of(4, new int[] {0, 1, 2, 3}, new int[] {1, 2, 3, 0}, null);
        float[] x = new float[4 * IN];
        for (int e = 0; e < x.length; e++) {
            x[e] = (float) Math.sin(e);
        }
        try (Engine engine = new Engine(1);
                Neighbourhoods graph = Neighbourhoods.of(ring);
                Tensor features = Tensor.of(4, IN, x);
                Tape tape = Tape.inference(engine)) {
            float[] out = network.forward(tape, new Input.Dense(features), graph)
                    .value()
                    .toArray();
            network.parameters().forEach(Parameter::close);
            return out;
        }
    }

    /** Trains nothing, but puts the parent's layers where a training would. */
    private static SharedLayers withParent() {
        TrialSpec parent = spec(0, PARENT, List.of());
        TrainingEvaluator.keep(parent, network(parent, Map.of()).parameters(), SHELF);
        SharedLayers shared = new SharedLayers(1 << 20);
        shared.learn(parent, result(1000, 1000), true);
        return shared;
    }

    private static List<String> inherited(String recipe) {
        return withParent().inherit(Map.of("recipe", recipe));
    }

    @Test
    void aHomogeneousChildBeginsAsItsAncestorWas() {
        TrialSpec parent = spec(0, PARENT, List.of());
        float[] wanted = outputs(network(parent, Map.of()));
        // The width of the last layer is not read.
        String child = "gat:2x4:sum:mlp:elu/cos:1x256:mean:identity:relu";
        TrialSpec spec = spec(1, child, inherited(child));
        assertThat(spec.inherit()).containsExactly("trial0-layer0", "trial0-layer1");
        assertThat(outputs(network(spec, Map.of()))).containsExactly(wanted, within(1e-6f));
        TrialSpec same = spec(2, PARENT, inherited(PARENT));
        assertThat(same.inherit()).containsExactly("trial0-layer0", "trial0-layer1");
        assertThat(outputs(network(same, Map.of()))).containsExactly(wanted, within(1e-6f));
        assertThat(outputs(network(spec(3, PARENT, List.of()), Map.of()))).isNotEqualTo(wanted);
    }

    @Test
    void anotherActivationInheritsNothingInItsLayer() {
        assertThat(inherited("gat:2x4:sum:mlp:tanh/cos:1x8:mean:identity:relu")).containsExactly("", "trial0-layer1");
        assertThat(inherited("gat:2x4:sum:identity:elu/cos:1x8:mean:identity:relu"))
                .as("combination")
                .containsExactly("", "trial0-layer1");
        assertThat(inherited("gcn:2x4:sum:mlp:elu/cos:1x8:mean:identity:relu"))
                .as("attention")
                .containsExactly("", "trial0-layer1");
        assertThat(inherited("gat:2x4:max:mlp:elu/cos:1x8:mean:identity:relu"))
                .as("an aggregate without weights may differ")
                .containsExactly("trial0-layer0", "trial0-layer1");
        assertThat(inherited("gat:2x4:lcm:mlp:elu/cos:1x8:mean:identity:relu"))
                .as("one with weights may not")
                .containsExactly("", "trial0-layer1");
    }

    @Test
    void otherHeadsInTheFirstLayerMakeTheSecondFresh() {
        assertThat(inherited("gat:4x4:sum:mlp:elu/cos:1x8:mean:identity:relu")).containsExactly("", "");
        // 4 · 2 columns as 2 · 4 before: the second layer's shapes are the same.
        assertThat(inherited("gat:4x2:sum:mlp:elu/cos:1x8:mean:identity:relu")).containsExactly("", "trial0-layer1");
    }

    @Test
    void normsAndSkipsAreAlwaysFresh() {
        Map<String, Object> more = Map.of("skip", "sum", "recipeNorm", "batch");
        TrialSpec parent = spec(0, PARENT, List.of());
        TrainingEvaluator.keep(parent, network(parent, more).parameters(), SHELF);
        Map<String, float[]> before = values(network(parent, more));
        Map<String, float[]> after = values(network(spec(1, PARENT, List.of("trial0-layer0", "trial0-layer1")), more));
        assertThat(after.keySet()).isEqualTo(before.keySet()).anyMatch(name -> name.startsWith("norm0."));
        assertThat(after).allSatisfy((name, values) -> {
            if (name.startsWith("layer")) {
                assertThat(values).as(name).isEqualTo(before.get(name));
            } else if (name.startsWith("skip")) {
                assertThat(values).as(name).isNotEqualTo(before.get(name));
            }
        });
        // Norms begin as constants in both: nothing of them is even on the shelf.
        assertThat(SHELF.read("trial0-layer0").keySet()).allMatch(name -> name.startsWith("layer0."));
        assertThat(SHELF.read("trial0-layer1").keySet()).allMatch(name -> name.startsWith("layer1."));
    }

    @Test
    void aWorseChildAddsOnlyWhatWasNotThere() {
        SharedLayers shared = withParent();
        TrialSpec worse = spec(5, "gat:2x4:sum:mlp:elu/gat:1x8:sum:identity:relu", List.of());
        shared.learn(worse, result(1000, 1000), false);
        assertThat(shared.inherit(worse.settings())).containsExactly("trial0-layer0", "trial5-layer1");
        shared.learn(spec(6, PARENT, List.of()), result(1000, 1000), true);
        assertThat(shared.inherit(Map.of("recipe", PARENT))).containsExactly("trial6-layer0", "trial6-layer1");
        assertThat(shared.names()).containsExactlyInAnyOrder("trial6-layer0", "trial6-layer1", "trial5-layer1");
        shared.learn(spec(7, PARENT, List.of()), TrialResult.without(TrialResult.Status.FAILED, "", 1), false);
        assertThat(shared.inherit(Map.of("recipe", PARENT))).containsExactly("trial6-layer0", "trial6-layer1");
    }

    @Test
    void theOldestIsForgottenWhereThereIsNoRoom() {
        SharedLayers shared = new SharedLayers(2500);
        shared.learn(spec(0, "gat:1x1:sum:identity:elu", List.of()), result(1000), true);
        shared.learn(spec(1, "gcn:1x1:sum:identity:elu", List.of()), result(1000), true);
        shared.inherit(Map.of("recipe", "gat:1x1:sum:identity:elu"));
        shared.learn(spec(2, "cos:1x1:sum:identity:elu", List.of()), result(1000), true);
        assertThat(shared.names()).containsExactlyInAnyOrder("trial0-layer0", "trial2-layer0");
    }
}
