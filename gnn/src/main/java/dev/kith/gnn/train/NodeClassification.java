package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.model.amud.AmudOptions;
import dev.kith.gnn.model.amud.AmudReport;
import dev.kith.gnn.model.local.KnownClasses;
import dev.kith.gnn.model.local.LocalAugmentation;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import dev.kith.graph.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Trains node classifiers. Holds a graph in the engine's form, so that many models can be trained on it, one after the
 * other or each with an engine of its own.
 */
public final class NodeClassification implements LearningTask {
    private final Graph graph;
    private final Target target;
    private final Engine engine;
    private final GraphFeatures features;
    private final Map<String, Neighbourhoods> neighbourhoods = new LinkedHashMap<>();
    private final Map<String, AmudReport> advices = new LinkedHashMap<>();
    private final Preparations preparations = new Preparations();
    private final Generators generators = new Generators();

    public NodeClassification(Graph graph, int threads) {
        String property = graph.targetProperty()
                .orElseThrow(() -> new KithException("The graph '" + graph.name()
                        + "' names no property to predict; name one with --target, or in graph.json."));
        if (graph.nodeCount() == 0) {
            throw new KithException("The graph '" + graph.name() + "' has no nodes; there is nothing to learn from.");
        }
        this.graph = graph;
        this.features = new GraphFeatures(graph);
        this.target = graph.target(property);
        if (target.classCount() < 2) {
            throw new KithException("The property '" + property + "' has " + target.classCount()
                    + " different values; a classifier needs at least two.");
        }
        this.engine = new Engine(threads);
    }

    public Target target() {
        return target;
    }

    @Override
    public Engine engine() {
        return engine;
    }

    /** As {@link #train(Engine, ModelEntry, Settings, Split, long, Initialiser, TrainingListener, Checkpoint)} on all threads. */
    public Model train(
            ModelEntry entry, Settings settings, Split split, long seed, TrainingListener listener, Checkpoint saved) {
        return train(engine, entry, settings, split, seed, new Initialiser(seed), listener, saved);
    }

    @Override
    public Model train(
            Engine on,
            ModelEntry entry,
            Settings settings,
            Split split,
            long seed,
            Initialiser initialiser,
            TrainingListener listener) {
        return train(on, entry, settings, split, seed, initialiser, listener, Checkpoint.NONE);
    }

    /**
     * Trains one model.
     *
     * @param on the engine; two trainings at the same time need one each
     * @param initialiser makes the initial values
     * @throws KithException where the split has no labelled training nodes, the run cannot fit, or numbers blow up
     * @throws TrainingCancelled where the listener wants it
     */
    public Model train(
            Engine on,
            ModelEntry entry,
            Settings given,
            Split split,
            long seed,
            Initialiser initialiser,
            TrainingListener listener,
            Checkpoint saved) {
        Start start = start(on, entry, given, split);
        Settings settings = start.settings;
        start.estimate.refuseAbove(settings.real("maxMemoryGiB"));
        TrainingData data = start.data;
        Split labelled = start.split;
        DataNotices.of(graph, target, labelled, data).forEach(listener::notice);
        start.encoded.notices().forEach(listener::notice);
        on.pool().restart();
        Network network = entry.builder()
                .build(settings, start.shape, initialiser)
                .on(graph.nodes().ids());
        try {
            HealthGate gate = new HealthGate(on, network, start.encoded.names());
            TrainingData ready = ready(on, network, data, settings, listener);
            Trainer.Outcome outcome = new Trainer(on, network, ready, settings, gate, seed, listener, saved).run();
            Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
            Tensor logits = outcome.logits();
            metrics.put("validation", Metrics.classification(logits, target.codes(), labelled.validation()));
            Map<String, Double> test =
                    new LinkedHashMap<>(Metrics.classification(logits, target.codes(), labelled.test()));
            if (outcome.orderSpread() != null) {
                test.put("orderSpread", outcome.orderSpread());
            }
            metrics.put("test", test);
            logits.close();
            Provenance provenance = new Provenance(
                    KithVersion.VALUE,
                    graph.name(),
                    graph.fingerprint(),
                    split.name(),
                    seed,
                    given.asMap(),
                    outcome.epochs(),
                    outcome.bestEpoch() + 1,
                    outcome.millis(),
                    outcome.epochMillisMedian(),
                    on.pool().peakBytes() + start.estimate.steadyBytes(),
                    network.trainedValues(),
                    on.kernels().name(),
                    start.advice,
                    start.encoded.flags());
            return new Model(
                    ModelRegistry.NODE_CLASSIFICATION,
                    entry,
                    settings,
                    start.encoded.schema(),
                    target.property(),
                    target.classes(),
                    graph.relationships().types(),
                    start.shape.directed(),
                    network,
                    provenance,
                    metrics);
        } catch (RuntimeException | Error e) {
            network.parameters().forEach(Parameter::close);
            throw e;
        }
    }

    /**
     * The memory that a training would take.
     *
     * @throws KithException where the split has no labelled training nodes, or the weights alone cannot fit
     */
    @Override
    public MemoryEstimate estimate(ModelEntry entry, Settings settings, Split split) {
        return start(engine, entry, settings, split).estimate;
    }

    private Start start(Engine on, ModelEntry entry, Settings given, Split split) {
        Split labelled = SplitLabels.only(split, target);
        AmudReport advice = given.choice("directionality").equals("auto") ? advice(on, labelled) : null;
        Settings settings =
                advice == null ? given : given.with(Map.of("directionality", DirectionAdvice.choice(advice)));
        Graph oriented = GraphReading.oriented(graph, settings.choice("directionality"));
        GraphFeatures.Encoded encoded = features.of(settings);
        List<String> types = graph.relationships().types();
        TrainingData data = new TrainingData(
                encoded.input(),
                new GraphParts(arcs(entry, settings, oriented, types), entry.reading()),
                target.codes(),
                labelled.train(),
                ClassWeights.of(settings.choice("classWeights"), labelled.train(), target.codes(), target.classCount()),
                labelled.validation());
        Shape shape = shape(entry, encoded, oriented);
        MemoryEstimate estimate = MemoryEstimate.of(entry, settings, shape, data);
        return new Start(labelled, advice, settings, encoded, data, shape, estimate);
    }

    private Shape shape(ModelEntry entry, GraphFeatures.Encoded encoded, Graph oriented) {
        return new Shape(
                encoded.input().columns(),
                target.classCount(),
                GraphReading.relationTypes(
                        oriented, entry.reading(), graph.relationships().types()),
                oriented.directed(),
                encoded.schema().places());
    }

    /** Where AMUD would be asked for the directions, they are kept. */
    @Override
    public long parameters(ModelEntry entry, Settings settings) {
        String directionality = settings.choice("directionality");
        Graph oriented = GraphReading.oriented(graph, directionality.equals("auto") ? "keep" : directionality);
        return MemoryEstimate.weightBytes(entry, settings, shape(entry, features.of(settings), oriented)) / Float.BYTES;
    }

    /**
     * What a training begins with.
     *
     * @param split without nodes that have no class
     * @param advice on directions, or null where it was not asked for
     * @param settings with the advice in them
     */
    private record Start(
            Split split,
            AmudReport advice,
            Settings settings,
            GraphFeatures.Encoded encoded,
            TrainingData data,
            Shape shape,
            MemoryEstimate estimate) {}

    private synchronized Neighbourhoods arcs(ModelEntry entry, Settings settings, Graph oriented, List<String> types) {
        Reading reading = GraphReading.effective(entry.reading(), settings.choice("directionality"));
        String weights = settings.text("weightProperty");
        return neighbourhoods.computeIfAbsent(
                reading + "/" + oriented.directed() + "/" + weights,
                key -> GraphReading.of(oriented, reading, types, weights));
    }

    private synchronized AmudReport advice(Engine on, Split labelled) {
        Settings usual = Settings.of(AmudOptions.all(), Map.of());
        return advices.computeIfAbsent(
                labelled.name(), name -> DirectionAdvice.of(graph, target, labelled, usual, 0, on));
    }

    /** What the trainer reads: what the network's preparation made, or the features that its generator reads. */
    private TrainingData ready(
            Engine on, Network network, TrainingData data, Settings settings, TrainingListener listener) {
        on.workers().stopWhen(listener::cancelled);
        try {
            if (network instanceof LocalAugmentation) {
                KnownClasses known = new KnownClasses(data.train(), data.classesOf(data.train()), target.classCount());
                generators.install(network, on, settings, data.input(), bothWays(), known, listener);
                return data.prepared(data.input(), network);
            }
            Input input = preparations
                    .of(network.preparation(), on, data.input(), data.graph().whole(), settings)
                    .input();
            network.begin(on, input);
            return data.prepared(input, network);
        } catch (CancellationException e) {
            throw new TrainingCancelled(1, e);
        } finally {
            on.workers().stopWhen(() -> false);
        }
    }

    /** Neighbours of all types in either direction, whatever the model reads. */
    private synchronized Neighbourhoods bothWays() {
        Graph oriented = graph.asUndirected();
        return neighbourhoods.computeIfAbsent(
                Reading.UNDIRECTED + "/" + oriented.directed() + "/",
                key -> GraphReading.of(oriented, Reading.UNDIRECTED, List.of(), ""));
    }

    @Override
    public void close() {
        preparations.close();
        features.close();
        neighbourhoods.values().forEach(Neighbourhoods::close);
        engine.close();
    }
}
