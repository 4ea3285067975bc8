package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.GraphFeatures;
import dev.kith.gnn.train.HealthGate;
import dev.kith.gnn.train.KithVersion;
import dev.kith.gnn.train.LearningTask;
import dev.kith.gnn.train.MemoryEstimate;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.Provenance;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import dev.kith.graph.random.Fnv1a;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Trains link predictors. A split's rows are links; its validation and test links are in no graph that the training reads,
 * and their negatives follow from the split's name, so that all models are judged by the same pairs.
 */
public final class LinkPrediction implements LearningTask {
    private static final long VALIDATION = 0x7A11;
    private static final long TEST = 0x7E57;

    private final Graph graph;
    private final Engine engine;
    private final GraphFeatures features;
    private final Map<String, Links> links = new LinkedHashMap<>();

    public LinkPrediction(Graph graph, int threads) {
        if (graph.nodeCount() == 0) {
            throw new KithException("The graph '" + graph.name() + "' has no nodes; there is nothing to learn from.");
        }
        this.graph = graph;
        this.features = new GraphFeatures(graph);
        this.engine = new Engine(threads);
    }

    @Override
    public Engine engine() {
        return engine;
    }

    /** The splits that are meant; see {@link LinkSplits}. */
    public List<Split> splits(Settings settings, String wanted, long seed) {
        return LinkSplits.all(oriented(graph, settings), links(settings), wanted, seed);
    }

    /** The graph as links are read from it. */
    static Graph oriented(Graph graph, Settings settings) {
        return switch (settings.choice("directionality")) {
            case "drop" -> graph.asUndirected();
            case "keep" -> graph;
            default ->
                throw new KithException("directionality=auto asks for the nodes' classes, which links do not"
                        + " have; use keep or drop.");
        };
    }

    private synchronized Links links(Settings settings) {
        Graph read = oriented(graph, settings);
        String type = settings.text("targetType");
        return links.computeIfAbsent(read.directed() + "/" + type, key -> Links.of(read, type));
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
        if (split.train().length == 0) {
            throw new KithException("The split '" + split.name() + "' has no links to train on.");
        }
        Links all = links(settings);
        GraphFeatures.Encoded read = features.of(settings);
        MemoryEstimate estimate = estimate(entry, settings, split);
        estimate.refuseAbove(settings.real("maxMemoryGiB"));
        notices(split, listener);
        read.notices().forEach(listener::notice);
        on.pool().restart();
        LinkData data = data(on, settings, all, read.input(), split);
        Shape shape = shape(read, all);
        LinkNetwork network = (LinkNetwork) entry.builder().build(settings, shape, initialiser);
        try {
            LinkTrainer.Outcome outcome = new LinkTrainer.Outcome(0, -1, 0, 0.0);
            if (!network.parameters().isEmpty()) {
                HealthGate gate = new HealthGate(on, network, read.names());
                outcome = LinkTrainer.train(on, network, data, settings, gate, seed, listener);
            }
            Provenance provenance = new Provenance(
                    KithVersion.VALUE,
                    graph.name(),
                    graph.fingerprint(),
                    split.name(),
                    seed,
                    settings.asMap(),
                    outcome.epochs(),
                    outcome.bestEpoch() + 1,
                    outcome.millis(),
                    outcome.epochMillisMedian(),
                    on.pool().peakBytes() + estimate.steadyBytes(),
                    network.trainedValues(),
                    on.kernels().name(),
                    null,
                    read.flags());
            return new Model(
                    ModelRegistry.LINK_PREDICTION,
                    entry,
                    settings,
                    read.schema(),
                    settings.text("targetType"),
                    List.of(),
                    graph.relationships().types(),
                    shape.directed(),
                    network,
                    provenance,
                    LinkEvaluation.of(on, network, data, settings));
        } catch (RuntimeException | Error e) {
            network.parameters().forEach(Parameter::close);
            throw e;
        }
    }

    private LinkData data(Engine on, Settings settings, Links all, Input input, Split split) {
        int[] train = split.train();
        int[] hidden = joined(split.validation(), split.test());
        MessageGraph seen = new MessageGraph(on, graph, all, train);
        MessageGraph tested = settings.flag("validationLinksInTest")
                ? new MessageGraph(on, graph, all, joined(train, split.validation()))
                : seen;
        NegativeSampler sampler = sampler(settings, all);
        long seed = Fnv1a.of(split.name());
        int count = negatives(split);
        Pairs like = all.pairs().rows(hidden.length == 0 ? train : hidden);
        Pairs validation = sampler.draw(count, like, seed, VALIDATION, true);
        Pairs test = sampler.draw(count, like, seed, TEST, true);
        return new LinkData(all, split, input, seen, tested, sampler(settings, all), validation, test);
    }

    /** How many pairs that are no links each of the two sets is judged with, whether the test is withheld or not. */
    public static int negatives(Split split) {
        return Math.max(split.validation().length, split.test().length + split.withheld());
    }

    private NegativeSampler sampler(Settings settings, Links all) {
        NegativeSampler.Kind kind = NegativeSampler.Kind.of(settings.choice("negatives"));
        return new NegativeSampler(all, kind, graph.nodes().labels());
    }

    private static int[] joined(int[] a, int[] b) {
        return IntStream.concat(IntStream.of(a), IntStream.of(b)).toArray();
    }

    private static void notices(Split split, TrainingListener listener) {
        if (split.validation().length == 0) {
            listener.notice("The split '" + split.name()
                    + "' has no validation links: training runs for all epochs and keeps the last weights.");
        }
        if (split.test().length == 0) {
            listener.notice("The split '" + split.name() + "' has no test links: there are no test figures.");
        }
    }

    @Override
    public MemoryEstimate estimate(ModelEntry entry, Settings settings, Split split) {
        GraphFeatures.Encoded read = features.of(settings);
        Links all = links(settings);
        return LinkMemory.training(
                entry, settings, shape(read, all), all, graph.relationships().count(), read.input(), split);
    }

    private static Shape shape(GraphFeatures.Encoded read, Links all) {
        return new Shape(
                read.input().columns(), 0, 0, all.directed(), read.schema().places());
    }

    @Override
    public long parameters(ModelEntry entry, Settings settings) {
        Shape shape = shape(features.of(settings), links(settings));
        return MemoryEstimate.weightBytes(entry, settings, shape) / Float.BYTES;
    }

    @Override
    public void close() {
        features.close();
        engine.close();
    }
}
