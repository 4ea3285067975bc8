package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Conv;
import dev.kith.gnn.conv.ConvRegistry;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.forward.ForwardStack;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.StopsHalfWay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No gradient crosses a layer: while a layer is trained, touching the weights of one below it throws. */
class LocalityTest {
    private static final int LAYERS = 3;
    private static final int EPOCHS = 6;

    /** A layer whose weights can be locked away. */
    private final class Guarded implements Conv {
        private final Conv layer;
        private boolean locked;

        Guarded(Conv layer) {
            this.layer = layer;
        }

        private Conv open() {
            if (locked) {
                // The training may clean up behind itself.
                made.forEach(layer -> layer.locked = false);
                throw new AssertionError("A layer below the trained one was touched.");
            }
            return layer;
        }

        @Override
        public Variable apply(Tape tape, Input x, float dropout, Neighbourhoods graph) {
            return open().apply(tape, x, dropout, graph);
        }

        @Override
        public List<Term> terms(Neighbourhoods graph) {
            return open().terms(graph);
        }

        @Override
        public List<Parameter> parameters() {
            return open().parameters();
        }
    }

    private final List<Guarded> made = new ArrayList<>();

    private ModelEntry guarded(String name) {
        ConvRegistry.Entry layer = ConvRegistry.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
        ConvRegistry.Entry guarded = new ConvRegistry.Entry(
                name, "", "", layer.reading(), layer.options(), (settings, shape, init, in, out, last) -> {
                    made.add(new Guarded(layer.factory().create(settings, shape, init, in, out, last)));
                    return made.getLast();
                });
        return new ModelEntry(
                name,
                "",
                "",
                List.of(ModelRegistry.NODE_CLASSIFICATION),
                ModelRegistry.find(name).options(),
                layer.reading(),
                (settings, shape, init) -> new ForwardStack(guarded, settings, shape, init));
    }

    private void train(String model, String variant, int lockedAbove) {
        ModelEntry entry = guarded(model);
        Settings settings = TrainingOptions.settings(
                entry,
                Map.of(
                        "training",
                        "forward",
                        "variant",
                        variant,
                        "layers",
                        LAYERS,
                        "hidden",
                        16,
                        "epochs",
                        EPOCHS,
                        "patience",
                        1000));
        TrainingListener locks = epoch -> {
            int trained = (epoch.number() - 1) / EPOCHS;
            boolean last = epoch.number() == EPOCHS * LAYERS;
            // The last ones made are not for the estimate.
            List<Guarded> layers = made.subList(made.size() - LAYERS, made.size());
            for (int l = 0; l < LAYERS; l++) {
                layers.get(l).locked = !last && l < trained + lockedAbove;
            }
        };
        try (NodeClassification task = new NodeClassification(Example.GRAPH, 2);
                Model trained = task.train(entry, settings, Example.split(Example.GRAPH), 3, locks, Checkpoint.NONE)) {
            assertThat(trained.provenance().epochs()).isEqualTo(EPOCHS * LAYERS);
        } finally {
            made.forEach(layer -> layer.locked = false);
        }
    }

    @ParameterizedTest
    @CsvSource({"gcn,sf", "sage,sf", "gat,sf", "gcn,ff-vn", "sage,ff-la"})
    void lowerLayersAreNotTouched(String model, String variant) {
        train(model, variant, 0);
    }

    /** The guard is one: locking the layer that is being trained is noticed. */
    @ParameterizedTest
    @CsvSource({"gat,sf"})
    @StopsHalfWay
    void theGuardSeesTouches(String model, String variant) {
        assertThatThrownBy(() -> train(model, variant, 1)).isInstanceOf(AssertionError.class);
    }
}
