package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Matrices;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Preparation.Prepared;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.model.Stage;
import dev.kith.gnn.model.forward.ForwardStack;
import dev.kith.gnn.model.local.Augmentation;
import dev.kith.gnn.model.local.LocalAugmentation;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Gemm;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import dev.kith.graph.Features;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a network holds on a large graph, found by running it on two tiny ones with the same degree: memory is linear in
 * the nodes then. This holds for every network without a formula of its own.
 */
final class TrialRuns {
    private static final int NODES = 61;
    /** Of a batch whose later stages are of few of its nodes: so many that these are some too. */
    private static final int BATCH_NODES = 600;

    private static final int SAMPLES = 3;

    private final Network network;
    private final Shape shape;
    private final Settings settings;
    private final TrainingData data;
    private final boolean sparse;
    private final int nodes;
    private final int arcs;

    TrialRuns(Network network, Shape shape, Settings settings, TrainingData data) {
        this.network = network;
        this.shape = shape;
        this.settings = settings;
        this.data = data;
        this.sparse = data.input() instanceof Input.Sparse;
        this.nodes = data.input().rows();
        this.arcs = data.graph().whole().arcs();
    }

    /** Without the weights. */
    MemoryEstimate estimate() {
        long logits = 4L * nodes * shape.out();
        if (network.hops() == 0) {
            return ofRowsAlone(logits);
        }
        if (settings.whole("batchSize") == 0) {
            Held held = extrapolated(nodes, arcs, true, true);
            return new MemoryEstimate((long) held.pool + partials(nodes) + logits, featureBytes() + (long) held.graph);
        }
        NeighbourSampler.Sample sample = largestSample();
        int rows = sample.nodes().length;
        boolean narrows = network.stages().stream().allMatch(stage -> stage.hops() == 1);
        Held batch = narrows ? extrapolated(sample) : extrapolated(rows, sample.arcs() / directions(), true, false);
        double training = batch.pool + batch.graph + gathered(rows) + partials(rows);

        MemoryEstimate looking = ofPrediction();
        return new MemoryEstimate(Math.max((long) training, looking.stepBytes()), looking.steadyBytes());
    }

    /** Of the results for all nodes, nothing trained. Without the weights. */
    MemoryEstimate ofPrediction() {
        long logits = 4L * nodes * shape.out();
        Held whole = extrapolated(nodes, arcs, false, true);
        long steady = featureBytes() + (long) whole.graph;
        int batch = settings.whole("batchSize");
        if (network.hops() == 0) {
            return new MemoryEstimate((long) allRows(batch) + logits, steady);
        }
        if (batch == 0) {
            return new MemoryEstimate((long) whole.pool + logits, steady);
        }
        long most = Inference.mostFloats(settings) / Math.max(1, widest());
        Held block = extrapolated((int) Math.min(nodes, most), (int) Math.min(arcs, most / directions()), false, true);
        double looking = (nodes <= most ? whole.pool : block.pool + block.graph) + 4.0 * nodes * carried();
        return new MemoryEstimate((long) looking + logits, steady);
    }

    /** Steps gather the rows of their nodes; looks do so for the validation nodes and in the end for all. */
    private MemoryEstimate ofRowsAlone(long logits) {
        int batch = settings.whole("batchSize");
        int trained = batch == 0 ? data.train().length : Math.min(batch, data.train().length);
        long most = Inference.mostRows(settings, gathered(1) / Float.BYTES);
        int looked = (int) Math.min(most, data.validation().length);
        double training = extrapolated(trained, 0, true, false).pool + gathered(trained) + partials(trained);
        double looking = extrapolated(looked, 0, false, true).pool + gathered(looked);
        double whole = allRows(batch);
        // The pool is emptied between the two where a training goes in batches.
        long step = (long) (batch == 0 ? training + looking + whole : Math.max(training, Math.max(looking, whole)));
        return new MemoryEstimate(step + logits, featureBytes() + (long) extrapolated(nodes, arcs, false, true).graph);
    }

    /** The pool of a network that looks at rows alone, for all of them. */
    private double allRows(int batch) {
        long most = Inference.mostRows(settings, gathered(1) / Float.BYTES);
        return batch == 0 || nodes <= most
                ? extrapolated(nodes, 0, false, true).pool
                : extrapolated((int) most, 0, false, true).pool + gathered((int) most);
    }

    private int directions() {
        return data.graph().reading() == Reading.DIRECTED ? 2 : 1;
    }

    /** Bytes of some rows of the prepared input. */
    private long gathered(int rows) {
        if (network instanceof LocalAugmentation) {
            return Drawings.bytes(network, rows, shape.in()) + (sparse ? 0 : 4L * rows * shape.in());
        }
        return network.preparation().bytes(rows, shape.in()) + (sparse ? 0 : 4L * rows * shape.in());
    }

    private long featureBytes() {
        return data.input() instanceof Input.Sparse input
                ? input.matrix().pattern().bytes()
                        + input.matrix().valueBytes()
                        + 12L * input.matrix().pattern().arcs()
                : 4L * nodes * shape.in();
    }

    /** Columns of a stage's input and output that lie beside the pool. */
    private long carried() {
        long most = 0;
        int before = 0;
        for (Stage stage : network.stages()) {
            most = Math.max(most, before + stage.width());
            before = stage.width();
        }
        return most;
    }

    private long widest() {
        long widest = sparse ? 1 : shape.in();
        for (Stage stage : network.stages()) {
            widest = Math.max(widest, stage.width());
        }
        return widest;
    }

    /** A product over many rows is made in pieces that are then added: those of each shape stay in the pool. */
    private long partials(int rows) {
        return Gemm.pieces(rows)
                * network.parameters().stream()
                        .filter(p -> p.isTrained() && p.value().rows() > 1)
                        .filter(p -> !(sparse && p.value().rows() == shape.in()))
                        .mapToLong(p -> p.value().bytes())
                        .distinct()
                        .sum();
    }

    /** The largest of a few real samples. */
    private NeighbourSampler.Sample largestSample() {
        NeighbourSampler sampler = new NeighbourSampler(nodes, data.graph().relations(), settings.whole("fanout"), 0);
        int size = Math.min(settings.whole("batchSize"), data.train().length);
        NeighbourSampler.Sample largest = null;
        for (int s = 0; s < SAMPLES; s++) {
            int from = (int) ((long) (data.train().length - size) * s / SAMPLES);
            int[] seeds = IntStream.range(from, from + size)
                    .map(at -> data.train()[at])
                    .toArray();
            NeighbourSampler.Sample sample = sampler.around(seeds, network.hops(), s);
            if (largest == null || sample.nodes().length > largest.nodes().length) {
                largest = sample;
            }
        }
        return largest;
    }

    /**
     * @param pool bytes of the engine's pool at its peak
     * @param graph bytes of the adjacency in all forms that were asked for
     */
    private record Held(double pool, double graph) {}

    private Held extrapolated(int toNodes, int toArcs, boolean trains, boolean infers) {
        double degree = (double) toArcs / toNodes;
        Held once = run(NODES, (int) Math.ceil(degree * NODES), trains, infers);
        Held twice = run(2 * NODES, (int) Math.ceil(degree * 2 * NODES), trains, infers);
        double times = (double) toNodes / NODES - 1.0;
        return new Held(
                Math.max(0.0, once.pool + (twice.pool - once.pool) * times),
                Math.max(0.0, once.graph + (twice.graph - once.graph) * times));
    }

    /** A step on a batch whose stages read fewer nodes from one to the next. */
    private Held extrapolated(NeighbourSampler.Sample sample) {
        Held once = run(sample, BATCH_NODES);
        Held twice = run(sample, 2 * BATCH_NODES);
        double times = (double) sample.nodes().length / BATCH_NODES - 1.0;
        return new Held(
                Math.max(0.0, once.pool + (twice.pool - once.pool) * times),
                Math.max(0.0, once.graph + (twice.graph - once.graph) * times));
    }

    /** A step on a batch like the sample, of {@code n} nodes. */
    private Held run(NeighbourSampler.Sample sample, int n) {
        double scale = (double) n / sample.nodes().length;
        int stages = network.stages().size();
        List<Neighbourhoods> graphs = new ArrayList<>();
        for (int hops = stages; hops > 0; hops--) {
            graphs.add(like(sample.within(hops), scale));
        }
        int seeds = graphs.getLast().nodes();
        int[] rows = IntStream.range(0, seeds).toArray();
        Input raw = input(graphs.getFirst().columns());
        try (Engine engine = new Engine(1);
                Prepared prepared = network.preparation().prepare(engine, raw, graphs.getFirst(), Matrices::inMemory);
                Batch batch = new Batch(prepared.input(), graphs, null, rows, new int[seeds], null)) {
            engine.pool().restart();
            step(engine, batch);
            network.parameters().stream().filter(Parameter::isTrained).forEach(Parameter::clearGradient);
            double held = graphs.stream().mapToLong(Neighbourhoods::bytes).sum();
            return new Held(engine.pool().peakBytes(), held);
        } finally {
            if (raw instanceof Input.Dense dense) {
                dense.close();
            }
        }
    }

    /** With as many samples as a step of the training has. */
    private void step(Engine engine, Batch batch) {
        Augmentation augmentation = Augmentation.of(settings);
        new StepLoss(engine, network, 0, augmentation).walk(Collections.nCopies(augmentation.samples(), batch), 0);
    }

    /** Neighbourhoods of the sample's shape, scaled. */
    private Neighbourhoods like(NeighbourSampler.Sample sample, double scale) {
        int columns = (int) Math.ceil(scale * sample.nodes().length);
        int rows = sample.relations().isEmpty() ? columns : (int) Math.ceil(scale * sample.complete());
        List<Neighbourhoods> parts = new ArrayList<>();
        for (Csr relation : sample.relations()) {
            int arcs = rows == 0 ? 0 : (int) Math.ceil(scale * relation.arcs());
            int[] offsets = new int[rows + 1];
            int[] indices = new int[arcs];
            for (int i = 0; i < rows; i++) {
                offsets[i + 1] = (int) ((long) arcs * (i + 1) / rows);
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    indices[k] = (i + 1 + k) % columns;
                }
            }
            float[] weights = relation.weights() == null ? null : new float[arcs];
            parts.add(Neighbourhoods.of(Csr.ofRows(columns, offsets, indices, weights, null)));
        }
        return switch (data.graph().reading()) {
            case BY_TYPE ->
                Neighbourhoods.ofTypes(Csr.ofRows(columns, new int[rows + 1], new int[0], null, null), parts);
            case DIRECTED -> Neighbourhoods.of(parts.get(0), parts.get(1));
            default -> parts.getFirst();
        };
    }

    private Held run(int n, int m, boolean trains, boolean infers) {
        try (Engine engine = new Engine(1);
                Neighbourhoods graph = ring(n, m)) {
            Input raw = input(n);
            Prepared prepared = network.preparation().prepare(engine, raw, graph, Matrices::inMemory);
            engine.pool().restart();
            Input input = prepared.input();
            int[] rows = IntStream.range(0, n).toArray();
            if (trains && network instanceof ForwardStack stack) {
                trainLayers(
                        engine, stack, input, new GraphParts(graph, data.graph().reading()));
            } else if (trains) {
                step(engine, new Batch(input, List.of(graph), null, rows, new int[n], null));
                network.parameters().stream().filter(Parameter::isTrained).forEach(Parameter::clearGradient);
            }
            if (infers) {
                GraphParts parts = new GraphParts(graph, data.graph().reading());
                Inference.of(engine, network, input, parts, settings).logits().close();
            }
            Held held = new Held(engine.pool().peakBytes(), graph.bytes());
            prepared.close();
            if (raw instanceof Input.Dense dense) {
                dense.close();
            }
            return held;
        }
    }

    /** An epoch of each layer, with as large a share of the nodes to train on and to be judged by. */
    private void trainLayers(Engine engine, ForwardStack stack, Input input, GraphParts graph) {
        int n = input.rows();
        int trained = (int) Math.max(1, (long) n * data.train().length / nodes);
        int judged = (int) ((long) n * data.validation().length / nodes);
        TrainingData some = new TrainingData(
                input,
                graph,
                new int[n],
                IntStream.range(0, trained).toArray(),
                null,
                IntStream.range(trained, trained + judged).toArray());
        HealthGate gate = new HealthGate(engine, stack, null);
        Settings one = settings.with(Map.of("epochs", 1));
        Tensor scores = engine.pool().takeZeroed(judged, stack.classes());
        try (ClassesTask task = ClassesTask.begin(engine, stack, some, 0)) {
            new LocalTrainer(engine, task, one, gate, 0, TrainingListener.SILENT, epochs -> {}).train(scores);
        }
        engine.pool().release(scores);
        engine.pool().trim();
    }

    private Input input(int n) {
        return Input.of(
                sparse
                        ? new Features.Sparse(new int[n + 1], new int[0], new float[0], n, shape.in())
                        : new Features.Dense(new float[n * shape.in()], n, shape.in()));
    }

    private Neighbourhoods ring(int n, int m) {
        if (data.graph().reading() == Reading.BY_TYPE) {
            int types = Math.max(1, shape.relationTypes());
            Csr none = GraphReading.empty(n);
            return Neighbourhoods.of(none, Collections.nCopies(shape.relationTypes(), arcs(n, Math.max(1, m / types))));
        }
        return Neighbourhoods.of(arcs(n, m));
    }

    private Csr arcs(int n, int m) {
        int[] source = new int[m];
        int[] target = new int[m];
        for (int e = 0; e < m; e++) {
            source[e] = e % n;
            target[e] = (e + 1 + e / n) % n;
        }
        boolean weighted = !settings.text("weightProperty").isEmpty();
        Csr csr = Csr.of(n, source, target, weighted ? new float[m] : null);
        return Csr.ofRows(n, csr.offsets(), csr.indices(), csr.weights(), null);
    }
}
