package dev.kith.gnn.model.forward;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.ConvRegistry;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.KithException;
import dev.kith.graph.column.Column;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Graph layers of one kind that are trained apart from each other, {@code relu(conv(norm(H)) + b)} each, and predict
 * together. The class nodes' features and the nodes whose classes are known are part of the model.
 */
public final class ForwardStack implements Network {
    private static final String TRAINING = "training";
    private static final String FORWARD = "forward";
    private static final long FEATURE_STREAM = 0xF0D;

    public static final List<Option> OPTIONS = List.of(
            Option.choice(
                    TRAINING,
                    "backpropagation",
                    List.of("backpropagation", FORWARD),
                    "Trains all layers by one loss, or each by one of its own in turn, for at most epochs each; forward"
                            + " drops nothing, whatever dropout is, and its memory does not grow with the layers."),
            Option.choice("variant", "sf", Variant.names(), "The way of forward training."));

    /** What an end-to-end stack may have and these layers have not. */
    private static final Map<String, Object> UNUSED = Map.of(
            "activation",
            "relu",
            "norm",
            "none",
            "residual",
            false,
            "jumpingKnowledge",
            "none",
            "augmentation",
            "none",
            "batchSize",
            0,
            "checkpointEvery",
            0);

    private final Variant variant;
    private final List<LocalLayer> layers;
    private final int hidden;
    private final int classes;
    private final boolean byType;
    private final Parameter virtual;
    private final KnownNodes saved;
    /** Of the graph it is bound to, or null. */
    private final Column ids;

    private KnownNodes.Rows known;

    /** @throws KithException where the settings ask for what forward training has not */
    public ForwardStack(ConvRegistry.Entry layer, Settings settings, Shape shape, Initialiser initialiser) {
        refuseUnused(settings);
        Settings quiet = settings.with(Map.of("dropout", 0.0));
        hidden = settings.whole("hidden");
        variant = Variant.named(settings.choice("variant"));
        classes = shape.out();
        byType = layer.reading() == Reading.BY_TYPE;
        Shape seen = new Shape(shape.in(), shape.out(), shape.relationTypes() + (byType ? 1 : 0), shape.directed());
        layers = new ArrayList<>();
        int count = settings.whole("layers");
        for (int l = 0; l < count; l++) {
            Initialiser names = initialiser.within("layer" + l);
            int below = l == 0 ? shape.in() + variant.appended(classes) : hidden;
            int above = l == count - 1 ? classes : hidden;
            int in = policy().map(policy -> policy.width(below, above)).orElse(below);
            layers.add(new LocalLayer(layer.factory().create(quiet, seen, names, in, hidden, false), names, hidden));
        }
        virtual = initialiser.buffer("classNodes.features", variant.hasClassNodes() ? classes : 0, shape.in(), 0f);
        saved = new KnownNodes(initialiser);
        ids = null;
        known = new KnownNodes.Rows(new int[0], new int[0]);
    }

    private ForwardStack(ForwardStack stack, Column ids) {
        this.variant = stack.variant;
        this.layers = stack.layers;
        this.hidden = stack.hidden;
        this.classes = stack.classes;
        this.byType = stack.byType;
        this.virtual = stack.virtual;
        this.saved = stack.saved;
        this.ids = ids;
        this.known = saved.in(ids, classes);
    }

    /** Whether the settings ask for forward training. */
    public static boolean wants(Settings settings) {
        return settings.choice(TRAINING).equals(FORWARD);
    }

    private static void refuseUnused(Settings settings) {
        UNUSED.forEach((name, value) -> {
            Object given = settings.asMap().get(name);
            if (given != null && !value.equals(given)) {
                throw new KithException("Forward training has no " + name + "=" + given + "; leave it at " + value
                        + ", or choose training=backpropagation.");
            }
        });
    }

    @Override
    public Network on(Column nodes) {
        return new ForwardStack(this, nodes);
    }

    /** Before training: draws the class nodes' features and remembers which nodes are of which class. */
    public void begin(long seed, int[] nodes, int[] codes) {
        Tensor features = virtual.value();
        for (int k = 0; k < features.rows(); k++) {
            for (int c = 0; c < features.columns(); c++) {
                features.set(k, c, CounterRandom.normal(seed, FEATURE_STREAM, (long) k * features.columns() + c));
            }
        }
        remember(nodes, codes);
    }

    /** After training: what predictions may be told. */
    public void end(int[] validated, int[] codes) {
        if (variant.isTold()) {
            remember(
                    IntStream.concat(IntStream.of(known.rows()), IntStream.of(validated))
                            .toArray(),
                    IntStream.concat(IntStream.of(known.classes()), IntStream.of(codes))
                            .toArray());
        }
    }

    private void remember(int[] nodes, int[] codes) {
        known = new KnownNodes.Rows(nodes.clone(), codes.clone());
        if (ids != null) {
            saved.remember(ids, known);
        }
    }

    public List<LocalLayer> layers() {
        return layers;
    }

    public int classes() {
        return classes;
    }

    /** How layers in training read each other; empty where they are trained one after the other. */
    public Optional<InputPolicy> policy() {
        return variant.policy();
    }

    /**
     * What the layers learn from the nodes whose classes are known.
     *
     * @param weights of these nodes in the loss, or null for all ones
     * @param judged nodes by whose classes the training is judged
     */
    public LocalObjective objective(Input x, Neighbourhoods graph, float[] weights, int[] judged, long seed) {
        return variant.objective(new Labels(
                new ClassNodes(x.rows(), classes),
                x,
                virtual.value(),
                graph,
                byType,
                known.rows(),
                known.classes(),
                weights,
                judged,
                seed));
    }

    /** What layers that read each other say before the first step of a training or a prediction. */
    public LayerStates states(Engine engine, LocalObjective objective) {
        try (Tensor labels = objective.top()) {
            return new LayerStates(engine, layers, hidden, policy().orElseThrow(), objective, labels);
        }
    }

    /** Adds what layers that read each other say of some nodes to {@code scores}, {@code [nodes, classes]}. */
    private void addScores(Engine engine, LocalObjective objective, int[] nodes, Tensor scores) {
        try (LayerStates states = states(engine, objective)) {
            states.predict(objective.scoredRows(nodes), scores);
        }
    }

    /** The sum of what all layers say as logits, in place. */
    public void toLogits(LocalObjective objective, Tensor scores) {
        int steps = policy().map(policy -> policy.predictionSteps() - policy.firstCounted())
                .orElse(1);
        objective.toLogits(scores, steps * layers.size());
    }

    /** Logits {@code [n, classes]}. */
    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        Engine engine = tape.engine();
        Variable logits = tape.ownedConstant(engine.pool().takeZeroed(x.rows(), classes));
        try (LocalObjective objective = objective(x, graph, null, null, 0)) {
            if (policy().isPresent()) {
                addScores(engine, objective, IntStream.range(0, x.rows()).toArray(), logits.value());
            } else {
                addScores(engine, objective, logits.value());
            }
            toLogits(objective, logits.value());
        }
        if (variant.isTold()) {
            keepTold(logits.value());
        }
        return logits;
    }

    /** Of all nodes; a layer's values are given back before the next one's are made. */
    private void addScores(Engine engine, LocalObjective objective, Tensor scores) {
        try (Pass pass = new Pass(engine, objective)) {
            for (LocalLayer layer : layers) {
                pass.through(layer, (stream, output) -> objective.addScores(engine, stream, output, scores));
            }
        }
    }

    /** A node whose class the layers were told keeps it: with every class in question it looks the same. */
    private void keepTold(Tensor logits) {
        for (int r = 0; r < known.rows().length; r++) {
            for (int k = 0; k < classes; k++) {
                logits.set(known.rows()[r], k, k == known.classes()[r] ? layers.size() : 0f);
            }
        }
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Module.join(layers));
        all.add(virtual);
        all.add(saved.parameter());
        return all;
    }
}
