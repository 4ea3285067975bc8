package dev.kith.gnn.latent;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.ConvRegistry;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.latent.metric.Metric;
import dev.kith.gnn.latent.metric.MetricRegistry;
import dev.kith.gnn.model.LayerStack;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.NodeKeys;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import dev.kith.graph.KithException;
import dev.kith.graph.column.Column;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Graph layers over neighbours that are inferred from the features, beside the given ones or without them. In training
 * neighbours are drawn by a metric that is trained with the rest: the loss of the classes does not reach it, that of the
 * graph ({@link GraphLoss}) does. A prediction reads the nearest, or the mean over some draws.
 */
public final class LatentGraph implements Network {
    private static final List<ConvRegistry.Entry> LAYERS = ConvRegistry.entries().stream()
            .filter(entry -> entry.reading() == ModelEntry.Reading.UNDIRECTED)
            .toList();

    private static final float START_ACCURACY = 0.5f;
    /** Nodes that the graph loss asks in a step, drawn anew in each: a trained metric costs some microseconds a pair. */
    private static final int MOST_JUDGED = 256;

    private static final int OTHERS = 32;
    private static final int LEAST_SHARE = 4;
    private static final long JUDGED_STREAM = 0x10D;
    private static final double COLLAPSED = 0.5;
    private static final double TORN = 100.0;

    public static final ModelEntry ENTRY = new ModelEntry(
            "latent",
            "Graph layers over neighbours that it infers from the features, by a trained metric.",
            "Sáez de Ocáriz Borde and Kratsios 2024; Kazi et al. 2023, equations 3 and 6",
            Set.of(ModelRegistry.NODE_CLASSIFICATION),
            options(),
            ModelEntry.Reading.UNDIRECTED,
            LatentGraph::new);

    private final Network layers;
    private final Encoder encoder;
    private final MetricRegistry.Entry space;
    private final Metric metric;
    /** Null where the metric has no numbers of its own. */
    private final Parameter numbers;

    private final Parameter tau;
    /** The sharpness that training starts from {@code [1, 1]}; 0 before it is known. */
    private final Parameter start;
    /** How often each node was classified rightly of late, {@code [n, 1]}; empty before a training. */
    private final Accuracies accuracies;

    private final Options options;
    /** Of the graph it is bound to, or null. */
    private final long[] keys;

    private Step step;
    private double lastEnergy = Double.NaN;
    private double lastPerplexity = Double.NaN;

    /** What a step has drawn. */
    private record Step(Tape tape, Variable z, int[][] neighbours, Energy energy, Noise noise, long[] keys) {}

    private record Options(
            int k,
            boolean self,
            boolean given,
            boolean bothWays,
            int passes,
            boolean draws,
            double perplexity,
            GraphLoss.Form loss,
            float lossWeight,
            int warmup,
            float beta) {}

    private static List<Option> options() {
        List<Option> own = List.of(
                Option.choice(
                        "conv",
                        "gcn",
                        LAYERS.stream().map(ConvRegistry.Entry::name).toList(),
                        "Layer that reads the inferred neighbours."),
                Option.count(
                        "neighbours",
                        20,
                        1,
                        256,
                        "Neighbours that are inferred for a node, at most a quarter of all nodes."),
                Option.choice(
                        "inputGraph",
                        "use",
                        List.of("use", "ignore"),
                        "Whether the given relationships are read beside the inferred ones."),
                Option.flag("bothWays", true, "Reads inferred relationships in both directions."),
                Option.flag("allowSelf", false, "Lets a node be one of its own neighbours."),
                Option.choice(
                        "encoder",
                        "spectral",
                        List.of("spectral", "mlp"),
                        "How features become places: their leading singular vectors, turned by training, or a"
                                + " perceptron."),
                Option.count("width", 64, 1, 1024, "Dimensions of the space of the places."),
                Option.number("turnRate", 0.1, 0, 10, "How fast training turns the singular vectors."),
                Option.flag("draw", true, "Draws neighbours in training; off, the nearest are read."),
                Option.number(
                        "perplexity",
                        20,
                        1,
                        10_000,
                        "Among how many nodes the neighbours of a typical node are drawn at the start."),
                Option.choice(
                        "graphLoss",
                        "agreement",
                        List.of("none", "exp_mean", "log_sum", "agreement"),
                        "Loss that trains places and metric: exp_mean and log_sum (normalised) reward a node's neighbours"
                                + " where it is classified rightly, agreement each neighbour by its predicted class."),
                Option.number("graphWeight", 1, 0, 1000, "Weight of the graph loss."),
                Option.count("graphWarmup", 20, 0, 100_000, "Epochs before the graph loss begins."),
                Option.number("beta", 0.95, 0, 1, "Share of the old value in a node's running accuracy."),
                Option.count(
                        "testDraws",
                        0,
                        0,
                        100,
                        "Draws that a prediction takes the mean of; 0 reads the nearest nodes."));
        List<Option> all = new ArrayList<>(own);
        Stream.of(
                        MetricRegistry.OPTIONS.stream(),
                        LayerStack.OPTIONS.stream(),
                        LAYERS.stream().flatMap(layer -> layer.options().stream()))
                .flatMap(options -> options)
                .filter(option -> all.stream().noneMatch(known -> known.name().equals(option.name())))
                .forEach(all::add);
        return List.copyOf(all);
    }

    private LatentGraph(Settings settings, Shape shape, Initialiser initialiser) {
        if (settings.asMap().get("batchSize") instanceof Integer size && size > 0) {
            throw new KithException("The model 'latent' looks for neighbours among all nodes; leave batchSize at 0.");
        }
        String conv = settings.choice("conv");
        ConvRegistry.Entry layer = LAYERS.stream()
                .filter(entry -> entry.name().equals(conv))
                .findFirst()
                .orElseThrow();
        layers = new LayerStack(layer, settings, shape, initialiser.within("layers"));
        int width = settings.whole("width");
        Initialiser names = initialiser.within("graph");
        encoder = settings.choice("encoder").equals("mlp")
                ? new Encoder.Perceptron(names, shape.in(), width)
                : new Encoder.Spectral(names, shape.in(), width, (float) settings.real("turnRate"));
        space = MetricRegistry.of(settings);
        metric = space.factory().apply(settings);
        double[] values = metric.start(width, 0);
        numbers = values.length == 0 ? null : names.constant("metric", 1, values.length, 0f);
        tau = names.constant("tau", 1, 1, 0f);
        start = names.buffer("sharpness", 1, 1, 0f);
        accuracies = new Accuracies(names);
        String loss = settings.choice("graphLoss");
        options = new Options(
                settings.whole("neighbours"),
                settings.flag("allowSelf"),
                settings.choice("inputGraph").equals("use"),
                settings.flag("bothWays"),
                settings.whole("testDraws"),
                settings.flag("draw"),
                settings.real("perplexity"),
                loss.equals("none") ? null : GraphLoss.Form.valueOf(loss.toUpperCase(Locale.ROOT)),
                (float) settings.real("graphWeight"),
                settings.whole("graphWarmup"),
                (float) settings.real("beta"));
        keys = null;
    }

    private LatentGraph(LatentGraph other, long[] keys) {
        layers = other.layers;
        encoder = other.encoder;
        space = other.space;
        metric = other.metric;
        numbers = other.numbers;
        tau = other.tau;
        start = other.start;
        accuracies = other.accuracies;
        options = other.options;
        this.keys = keys;
    }

    @Override
    public Network on(Column ids) {
        return new LatentGraph(this, NodeKeys.of(ids));
    }

    /** Singular vectors, the metric's start, and a sharpness that fits the distances. */
    @Override
    public void begin(Engine engine, Input x) {
        encoder.begin(engine, x);
        if (numbers != null) {
            double[] values = metric.start(encoder.width(), 0);
            for (int i = 0; i < values.length; i++) {
                numbers.value().set(0, i, (float) values[i]);
            }
        }
        try (Tape tape = Tape.inference(engine)) {
            Tensor z = encoder.apply(tape, x).value();
            double perplexity = Math.min(options.perplexity, Math.max(1, (x.rows() - 1) * COLLAPSED));
            start.value().set(0, 0, (float) Sharpness.of(z, energy(1.0), perplexity));
        }
        accuracies.begin(x.rows(), START_ACCURACY);
    }

    private double sharpness() {
        double known = start.value().get(0, 0);
        double bent = Math.max(
                -GraphLoss.MOST_TAU, Math.min(GraphLoss.MOST_TAU, tau.value().get(0, 0)));
        return (known > 0.0 ? known : 1.0) * Math.exp(bent);
    }

    private Energy energy(double sharpness) {
        return new Energy(
                metric,
                numbers == null ? new double[0] : GraphLoss.doubles(numbers.value()),
                space.squared(),
                sharpness);
    }

    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        Input read = x instanceof Input.Dense dense ? Input.of(tape.constant(dense.tensor())) : x;
        Variable z = encoder.apply(tape, read);
        long[] nodes = keys != null && keys.length == x.rows() ? keys : NodeKeys.ofRows(x.rows());
        Energy energy = energy(sharpness());
        // In a small graph everybody would be joined to everybody, and nothing told apart.
        int most = Math.max(1, x.rows() / LEAST_SHARE);
        NeighbourDraw draw = new NeighbourDraw(tape.engine(), Math.min(options.k, most), options.self);
        if (tape.isTraining()) {
            Noise noise = options.draws ? Noise.of(tape.draw()) : Noise.NONE;
            int[][] neighbours = draw.draw(z.value(), energy, nodes, noise);
            step = new Step(tape, z, neighbours, energy, noise, nodes);
            return layers.forward(tape, read, joined(neighbours, graph));
        }
        if (options.passes == 0) {
            return layers.forward(tape, read, joined(draw.draw(z.value(), energy, nodes, Noise.NONE), graph));
        }
        return mean(tape, read, graph, pass -> draw.draw(z.value(), energy, nodes, Noise.of(pass + 1)));
    }

    /** Draws of a prediction, the same in each. */
    @FunctionalInterface
    private interface Draws {
        int[][] of(int pass);
    }

    /** The logarithm of the mean of the probabilities. */
    private Variable mean(Tape tape, Input x, Neighbourhoods graph, Draws draws) {
        Tensor sum = null;
        for (int pass = 0; pass < options.passes; pass++) {
            Tensor logits =
                    layers.forward(tape, x, joined(draws.of(pass), graph)).value();
            Tensor shares = tape.engine().pool().take(logits.rows(), logits.columns());
            tape.engine().elements().axpby(1f, logits, 0f, shares);
            tape.engine().elements().softmax(shares);
            if (sum == null) {
                sum = shares;
            } else {
                tape.engine().elements().axpby(1f, shares, 1f, sum);
                tape.engine().pool().release(shares);
            }
        }
        for (int i = 0; i < sum.rows(); i++) {
            for (int c = 0; c < sum.columns(); c++) {
                sum.set(i, c, (float) Math.log(Math.max(Float.MIN_NORMAL, sum.get(i, c) / options.passes)));
            }
        }
        return tape.ownedConstant(sum);
    }

    /** The drawn neighbours, turned round too where they are read both ways, and the given ones; each once. */
    private Neighbourhoods joined(int[][] neighbours, Neighbourhoods graph) {
        int n = neighbours.length;
        int[] offsets = new int[n + 1];
        for (int i = 0; i < n; i++) {
            offsets[i + 1] = offsets[i] + neighbours[i].length;
        }
        int[] indices = Arrays.stream(neighbours).flatMapToInt(Arrays::stream).toArray();
        Csr drawn = Csr.ofRows(n, offsets, indices, null, null);
        List<Csr> parts = new ArrayList<>(List.of(drawn));
        if (options.bothWays) {
            parts.add(drawn.transpose());
        }
        if (options.given && graph.arcs() > 0) {
            parts.add(graph.incoming());
        }
        return Neighbourhoods.of(union(n, parts));
    }

    private static Csr union(int n, List<Csr> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        int[] offsets = new int[n + 1];
        int[] indices = new int[parts.stream().mapToInt(Csr::arcs).sum()];
        int at = 0;
        for (int i = 0; i < n; i++) {
            int from = at;
            for (Csr part : parts) {
                int length = part.offsets()[i + 1] - part.offsets()[i];
                System.arraycopy(part.indices(), part.offsets()[i], indices, at, length);
                at += length;
            }
            Arrays.sort(indices, from, at);
            int kept = from;
            for (int k = from; k < at; k++) {
                if (k == from || indices[k] != indices[k - 1]) {
                    indices[kept++] = indices[k];
                }
            }
            at = kept;
            offsets[i + 1] = at;
        }
        return Csr.ofRows(n, offsets, Arrays.copyOf(indices, at), null, null);
    }

    @Override
    public void judged(Tape tape, Variable logits, int[] rows, int[] classes) {
        if (step == null || step.tape != tape || options.loss == null) {
            return;
        }
        boolean[] right = new boolean[rows.length];
        for (int r = 0; r < rows.length; r++) {
            right[r] = best(logits.value(), rows[r]) == classes[r];
        }
        if (accuracies.steps() >= options.warmup) {
            graphLoss(tape, logits.value(), rows, classes, right);
        }
        accuracies.update(rows, right, options.beta);
        step = null;
    }

    private static int best(Tensor logits, int row) {
        int best = 0;
        for (int c = 1; c < logits.columns(); c++) {
            if (logits.get(row, c) > logits.get(row, best)) {
                best = c;
            }
        }
        return best;
    }

    private void graphLoss(Tape tape, Tensor logits, int[] rows, int[] classes, boolean[] right) {
        Noise noise = step.noise.isNone() ? Noise.of(1) : step.noise;
        int[] positions = IntStream.range(0, rows.length).toArray();
        if (rows.length > MOST_JUDGED) {
            CounterRandom.shuffle(positions, noise.seed(), JUDGED_STREAM);
        }
        List<GraphLoss.Drawn> drawn = Arrays.stream(positions)
                .limit(MOST_JUDGED)
                .mapToObj(r -> drawn(rows[r], classes[r], right[r], logits, noise))
                .toList();
        double first = start.value().get(0, 0);
        GraphLoss loss = new GraphLoss(options.loss, step.energy, first > 0.0 ? first : 1.0);
        Variable parameters = numbers == null ? null : tape.parameter(numbers);
        tape.penalise(options.lossWeight, loss.apply(tape, step.z, parameters, tape.parameter(tau), drawn));
        lastEnergy = drawn.stream()
                .flatMapToDouble(one -> Arrays.stream(one.neighbours()).mapToDouble(j -> energyOf(one.node(), j)))
                .average()
                .orElse(Double.NaN);
        if (accuracies.steps() % 50 == 0) {
            lastPerplexity = Sharpness.perplexity(step.z.value(), step.energy);
        }
    }

    private GraphLoss.Drawn drawn(int i, int itsClass, boolean right, Tensor logits, Noise noise) {
        int[] near = step.neighbours[i];
        double weight = accuracies.of(i, START_ACCURACY) - (right ? 1.0 : 0.0);
        if (options.loss == GraphLoss.Form.EXP_MEAN) {
            return new GraphLoss.Drawn(i, near, near.length, 0, weight, null);
        }
        int n = step.neighbours.length;
        int[] others = Arrays.stream(NeighbourDraw.others(i, n, OTHERS, step.keys, noise))
                .filter(j -> Arrays.binarySearch(near, j) < 0)
                .toArray();
        int[] all = IntStream.concat(Arrays.stream(near), Arrays.stream(others)).toArray();
        double share = others.length == 0 ? 0.0 : (double) (n - near.length) / others.length;
        double[] agreement = options.loss == GraphLoss.Form.AGREEMENT
                ? Arrays.stream(all)
                        .mapToDouble(j -> probability(logits, j, itsClass))
                        .toArray()
                : null;
        return new GraphLoss.Drawn(i, all, near.length, share, weight, agreement);
    }

    private static double probability(Tensor logits, int row, int of) {
        double sum = 0.0;
        for (int c = 0; c < logits.columns(); c++) {
            sum += Math.exp((double) logits.get(row, c) - logits.get(row, of));
        }
        return 1.0 / sum;
    }

    private double energyOf(int i, int j) {
        Tensor z = step.z.value();
        double[] x = new double[z.columns()];
        double[] y = new double[z.columns()];
        for (int c = 0; c < x.length; c++) {
            x[c] = z.get(i, c);
            y[c] = z.get(j, c);
        }
        return step.energy.of(x, y);
    }

    /** Both ways in which a graph that is learned is lost. */
    @Override
    public List<String> notices() {
        int n = accuracies.nodes();
        List<String> notices = new ArrayList<>();
        if (lastPerplexity > COLLAPSED * n) {
            notices.add(String.format(
                    Locale.ROOT,
                    "The inferred graph has collapsed: a node's neighbours are drawn from %.0f of %d nodes as if at random."
                            + " A smaller graphWeight or turnRate, or graphLoss=none, keeps it.",
                    lastPerplexity,
                    n));
        }
        if (lastEnergy > TORN) {
            notices.add(String.format(
                    Locale.ROOT,
                    "The inferred graph is torn: neighbours that were drawn have a distance of %.0f temperatures, because"
                            + " wrong predictions pushed all nodes apart. A longer graphWarmup or graphLoss=log_sum mends it.",
                    lastEnergy));
        }
        return notices;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(layers.parameters());
        all.addAll(encoder.parameters());
        if (numbers != null) {
            all.add(numbers);
        }
        all.addAll(List.of(tau, start));
        all.addAll(accuracies.parameters());
        return all;
    }
}
