package dev.kith.gnn.latent;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.RowSoftmax;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.LayerStack;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.NodeKeys;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.KithException;
import dev.kith.graph.column.Column;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Graph layers over neighbours that are inferred from the features, beside the given ones or without them. In training
 * neighbours are drawn by a metric that is trained with the rest: the loss of the classes does not reach it, that of the
 * graph ({@link GraphLoss}) does. A prediction reads the nearest, or the mean over some draws.
 */
public final class LatentGraph implements Network {
    /** In a small graph everybody would be joined to everybody, and nothing told apart. */
    private static final int LEAST_SHARE = 4;

    private static final double MOST_PERPLEXITY = 0.5;

    public static final ModelEntry ENTRY = new ModelEntry(
            "latent",
            "Graph layers over neighbours that it infers from the features, by a trained metric.",
            "Sáez de Ocáriz Borde and Kratsios 2024; Kazi et al. 2023, equations 3 and 6",
            List.of(ModelRegistry.NODE_CLASSIFICATION, ModelRegistry.LATENT_GRAPH),
            LatentOptions.all(),
            ModelEntry.Reading.UNDIRECTED,
            LatentGraph::new);

    private final LatentOptions options;
    private final Network layers;
    private final Encoder encoder;
    private final TrainedEnergy energy;
    private final GraphTraining training;
    /** Of the graph it is bound to, or null. */
    private final long[] keys;

    private LatentGraph(Settings settings, Shape shape, Initialiser initialiser) {
        if (settings.asMap().get("batchSize") instanceof Integer size && size > 0) {
            throw new KithException("The model 'latent' looks for neighbours among all nodes; leave batchSize at 0.");
        }
        options = LatentOptions.of(settings);
        layers = new LayerStack(LatentOptions.layer(settings), settings, shape, initialiser.within("layers"));
        int width = settings.whole("width");
        Initialiser names = initialiser.within("graph");
        encoder = settings.choice("encoder").equals("mlp")
                ? new Encoder.Perceptron(names, shape.in(), width)
                : new Encoder.Spectral(names, shape.in(), width, (float) settings.real("turnRate"));
        energy = new TrainedEnergy(settings, names, width);
        training = new GraphTraining(options, energy, names);
        keys = null;
    }

    private LatentGraph(LatentGraph other, long[] keys) {
        options = other.options;
        layers = other.layers;
        encoder = other.encoder;
        energy = other.energy;
        training = other.training;
        this.keys = keys;
    }

    @Override
    public Network on(Column ids) {
        return new LatentGraph(this, NodeKeys.of(ids));
    }

    @Override
    public void begin(Engine engine, Input x) {
        encoder.begin(engine, x);
        try (Tape tape = Tape.inference(engine)) {
            double most = Math.max(1, (x.rows() - 1) * MOST_PERPLEXITY);
            energy.begin(encoder.apply(tape, x).value(), Math.min(options.perplexity(), most));
        }
        training.begin(x.rows());
    }

    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        // As a value of the tape, so that products with this step's graph are not kept for others.
        Input read = x instanceof Input.Dense dense ? Input.of(tape.constant(dense.tensor())) : x;
        Variable z = encoder.apply(tape, read);
        Tensor places = z.value();
        long[] nodes = keys(x.rows());
        Energy now = energy.now();
        NeighbourDraw draw = new NeighbourDraw(tape.engine(), neighbours(x.rows()), options.self());
        if (tape.isTraining()) {
            Noise noise = options.draws() ? Noise.of(tape.draw()) : Noise.NONE;
            int[][] neighbours = draw.draw(places, now, nodes, noise);
            training.drew(new GraphTraining.Step(tape, z, neighbours, now, noise, nodes));
            return through(tape, read, neighbours, graph);
        }
        if (options.passes() == 0) {
            return through(tape, read, draw.draw(places, now, nodes, Noise.NONE), graph);
        }
        return mean(tape, read, graph, pass -> draw.draw(places, now, nodes, Noise.of(pass + 1)));
    }

    /**
     * The likeliest neighbours of each node, the nearest first.
     *
     * @param x features {@code [n, f]}
     */
    public InferredGraph infer(Engine engine, Input x, NeighbourQuestion question) {
        int drawn = neighbours(x.rows());
        NeighbourDraw draw = new NeighbourDraw(engine, drawn, false);
        try (Tape tape = Tape.inference(engine)) {
            return new LikelyNeighbours(draw, energy.now(), keys(x.rows()))
                    .of(
                            encoder.apply(tape, x).value(),
                            question.topK() > 0
                                    ? question
                                    : new NeighbourQuestion(question.nodes(), drawn, question.threshold()));
        }
    }

    /** As many as are drawn for a node. */
    private int neighbours(int nodes) {
        return Math.min(options.k(), Math.max(1, nodes / LEAST_SHARE));
    }

    private long[] keys(int nodes) {
        return keys != null && keys.length == nodes ? keys : NodeKeys.ofRows(nodes);
    }

    private Variable through(Tape tape, Input x, int[][] neighbours, Neighbourhoods graph) {
        boolean reads = options.given() && graph.arcs() > 0;
        return layers.forward(
                tape, x, InferredArcs.of(neighbours, options.bothWays(), reads ? graph.incoming() : null));
    }

    /** The logarithm of the mean of the probabilities, over draws that are the same in each prediction. */
    private Variable mean(Tape tape, Input x, Neighbourhoods graph, IntFunction<int[][]> draws) {
        float share = 1f / options.passes();
        Variable sum = null;
        for (int pass = 0; pass < options.passes(); pass++) {
            Variable one = RowSoftmax.apply(tape, through(tape, x, draws.apply(pass), graph));
            sum = sum == null ? Add.apply(tape, share, one, 0f, one) : Add.apply(tape, share, one, 1f, sum);
        }
        Tensor logits = sum.value();
        for (int i = 0; i < logits.rows(); i++) {
            for (int c = 0; c < logits.columns(); c++) {
                logits.set(i, c, (float) Math.log(Math.max(Float.MIN_NORMAL, logits.get(i, c))));
            }
        }
        return sum;
    }

    @Override
    public void judged(Tape tape, Variable logits, int[] rows, int[] classes) {
        training.judged(tape, logits.value(), rows, classes);
    }

    @Override
    public List<String> notices() {
        return training.notices();
    }

    @Override
    public List<Parameter> parameters() {
        return Module.join(List.of(layers, encoder, energy, training));
    }
}
