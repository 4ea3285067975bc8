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
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.KithException;
import dev.kith.graph.column.Column;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
            "activation", "relu",
            "norm", "none",
            "residual", false,
            "jumpingKnowledge", "none",
            "batchSize", 0,
            "checkpointEvery", 0);

    private final Variant variant;
    private final List<LocalLayer> layers;
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
        int hidden = settings.whole("hidden");
        variant = Variant.named(settings.choice("variant"));
        classes = shape.out();
        byType = layer.reading() == Reading.BY_TYPE;
        Shape seen = new Shape(shape.in(), shape.out(), shape.relationTypes() + (byType ? 1 : 0), shape.directed());
        layers = new ArrayList<>();
        for (int l = 0; l < settings.whole("layers"); l++) {
            Initialiser names = initialiser.within("layer" + l);
            int in = l == 0 ? shape.in() : hidden;
            layers.add(new LocalLayer(
                    layer.factory().create(quiet, seen, names, in, hidden, false), names, hidden));
        }
        virtual = initialiser.buffer("classNodes.features", classes, shape.in(), 0f);
        saved = new KnownNodes(initialiser);
        ids = null;
        known = new KnownNodes.Rows(new int[0], new int[0]);
    }

    private ForwardStack(ForwardStack stack, Column ids) {
        this.variant = stack.variant;
        this.layers = stack.layers;
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
                throw new KithException("Forward training has no " + name + "=" + given
                        + "; leave it at " + value + ", or choose training=backpropagation.");
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

    /**
     * What the layers learn from the nodes whose classes are known.
     *
     * @param weights of these nodes in the loss, or null for all ones
     */
    public LocalObjective objective(Input x, Neighbourhoods graph, float[] weights) {
        return variant.objective(new Labels(
                new ClassNodes(x.rows(), classes),
                x,
                virtual.value(),
                graph,
                byType,
                known.rows(),
                known.classes(),
                weights));
    }

    /** Logits {@code [n, classes]}; a layer's values are given back before the next one's are made. */
    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        var engine = tape.engine();
        Variable logits = tape.ownedConstant(engine.pool().takeZeroed(x.rows(), classes));
        try (LocalObjective objective = objective(x, graph, null);
                Pass pass = new Pass(engine, objective)) {
            for (LocalLayer layer : layers) {
                pass.through(layer, (stream, output) -> objective.addScores(engine, stream, output, logits.value()));
            }
            objective.toLogits(logits.value(), layers.size());
        }
        return logits;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Module.join(layers));
        all.add(virtual);
        all.add(saved.parameter());
        return all;
    }
}
