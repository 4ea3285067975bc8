package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.model.forward.InputPolicy;
import dev.kith.gnn.model.forward.LayerStates;
import dev.kith.gnn.model.forward.LocalLayer;
import dev.kith.gnn.model.forward.LocalObjective;
import dev.kith.gnn.model.forward.Pass;
import dev.kith.gnn.model.forward.TopToInput;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.KithException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Graph layers of one kind that learn links apart from each other (Park et al. 2024, section 3.4, algorithm 4). The node
 * vectors are what all layers say, side by side: of layers that read each other in each step that counts.
 */
final class ForwardEncoder implements Network {
    private static final String FORWARD = "forward";

    /** The ways of it: the score of a layer, and whether layers read the one above. */
    private record Variant(LayerScore score, Optional<InputPolicy> policy) {}

    private static final Map<String, Variant> VARIANTS = Map.of(
            "ce", new Variant(LayerScore.CE, Optional.empty()),
            "ff", new Variant(LayerScore.FF, Optional.empty()),
            "ce-top-to-input", new Variant(LayerScore.CE, Optional.of(new TopToInput())));

    static final List<Option> OPTIONS = List.of(
            Option.choice(
                    "training",
                    "backpropagation",
                    List.of("backpropagation", FORWARD),
                    "Trains encoder and decoder by one loss, or each layer of the encoder by one of its own on all links at"
                            + " once, without a decoder; forward drops nothing, and its memory does not grow with the"
                            + " layers."),
            Option.choice(
                    "variant",
                    "ce",
                    List.of("ce", "ff", "ce-top-to-input"),
                    "The way of forward training: cross-entropy, goodness, or cross-entropy with layers that read the one"
                            + " above."));

    private final Variant variant;
    private final List<LocalLayer> layers = new ArrayList<>();
    private final int hidden;

    /** @throws KithException where the settings ask for what forward training has not */
    ForwardEncoder(Settings settings, Shape shape, Initialiser initialiser) {
        String encoder = settings.choice("encoder");
        if (settings.whole("layers") == 0) {
            throw new KithException("Forward training needs at least one layer, and layers is 0.");
        }
        if (!shape.places().isEmpty()) {
            throw new KithException(
                    "Forward training learns layers alone, and an encoder of places has weights of its own;"
                            + " leave those features out, or use training=backpropagation.");
        }
        if (!EncoderLayers.isConv(encoder)) {
            throw new KithException("Forward training needs an encoder of graph layers with weights, and encoder is "
                    + encoder + "; use gcn, sage or gat for example, or training=backpropagation.");
        }
        if (shape.directed()) {
            throw new KithException("Forward training scores (i, j) like (j, i), and these links have a direction; use"
                    + " directionality=drop, or training=backpropagation.");
        }
        variant = VARIANTS.get(settings.choice("variant"));
        hidden = settings.whole("hidden");
        Settings quiet = settings.with(Map.of("dropout", 0.0));
        int count = settings.whole("layers");
        for (int l = 0; l < count; l++) {
            Initialiser names = initialiser.within("layer" + l);
            int below = l == 0 ? shape.in() : hidden;
            int above = l == count - 1 ? 0 : hidden;
            int in = variant.policy.map(policy -> policy.width(below, above)).orElse(below);
            layers.add(new LocalLayer(EncoderLayers.create(encoder, quiet, shape, names, in, hidden), names, hidden));
        }
    }

    /** Whether the settings ask for it. */
    static boolean wants(Settings settings) {
        return settings.choice("training").equals(FORWARD);
    }

    List<LocalLayer> layers() {
        return layers;
    }

    Optional<InputPolicy> policy() {
        return variant.policy;
    }

    LayerScore score() {
        return variant.score;
    }

    /** Blocks of node vectors that are scored apart. */
    int blocks() {
        return layers.size()
                * variant.policy
                        .map(policy -> policy.predictionSteps() - policy.firstCounted())
                        .orElse(1);
    }

    /** What layers that read each other say before the first step. */
    LayerStates states(Engine engine, LocalObjective objective) {
        try (Tensor nothing = objective.top()) {
            return new LayerStates(engine, layers, hidden, variant.policy.orElseThrow(), objective, nothing);
        }
    }

    /** {@code [n, blocks · hidden]}, constant. */
    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        Engine engine = tape.engine();
        Variable all = tape.ownedConstant(engine.pool().take(x.rows(), blocks() * hidden));
        int[] next = {0};
        try (Collected collected = new Collected(x, graph, (output) -> copy(output, all.value(), next[0]++))) {
            if (variant.policy.isPresent()) {
                try (LayerStates states = states(engine, collected)) {
                    states.predict(IntStream.range(0, x.rows()).toArray(), all.value());
                }
            } else {
                try (Pass pass = new Pass(engine, collected)) {
                    for (LocalLayer layer : layers) {
                        pass.through(layer, (stream, output) -> collected.addScores(engine, stream, output, null));
                    }
                }
            }
        }
        return all;
    }

    private static void copy(Tensor output, Tensor all, int block) {
        long width = (long) output.columns() * Float.BYTES;
        long row = (long) all.columns() * Float.BYTES;
        for (int i = 0; i < output.rows(); i++) {
            MemorySegment.copy(output.memory(), i * width, all.memory(), i * row + block * width, width);
        }
    }

    /** What the layers say, block by block; nothing is learned. */
    private static final class Collected extends LinkObjective {
        private final Consumer<Tensor> blocks;

        Collected(Input x, Neighbourhoods graph, Consumer<Tensor> blocks) {
            super(LayerScore.CE, x, graph, NONE, NONE, NONE);
            this.blocks = blocks;
        }

        @Override
        public void addScores(Engine engine, int stream, Tensor output, Tensor scores) {
            blocks.accept(output);
        }
    }

    @Override
    public List<Parameter> parameters() {
        return Module.join(layers);
    }
}
