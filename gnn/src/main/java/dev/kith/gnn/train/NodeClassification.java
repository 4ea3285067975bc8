package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.feature.FeatureSchema;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import dev.kith.graph.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains node classifiers. Holds a graph in the engine's form, so that many models can be trained on it in turn. */
public final class NodeClassification implements AutoCloseable {
    private final Graph graph;
    private final Target target;
    private final Engine engine;
    private final Map<String, Input> inputs = new LinkedHashMap<>();
    private final Map<String, FeatureSchema> schemas = new LinkedHashMap<>();
    private final Map<Reading, Neighbourhoods> neighbourhoods = new LinkedHashMap<>();

    public NodeClassification(Graph graph, int threads) {
        String property = graph.targetProperty()
                .orElseThrow(() -> new KithException("The graph '" + graph.name()
                        + "' names no property to predict; name one with --target, or in graph.json."));
        if (graph.nodeCount() == 0) {
            throw new KithException("The graph '" + graph.name() + "' has no nodes; there is nothing to learn from.");
        }
        this.graph = graph;
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

    public Engine engine() {
        return engine;
    }

    /**
     * Trains one model.
     *
     * @throws KithException where the split has no labelled training nodes, the run cannot fit, or numbers blow up
     */
    public Model train(
            ModelEntry entry, Settings settings, Split split, long seed, TrainingListener listener, Checkpoint saved) {
        Split labelled = labelled(split);
        String inputKey = settings.choice("withoutFeatures") + "/" + settings.choice("featureRows");
        FeatureSchema schema = schemas.computeIfAbsent(
                inputKey,
                key -> FeatureSchema.fit(graph, settings.choice("withoutFeatures"), settings.choice("featureRows")));
        Input input = inputs.computeIfAbsent(inputKey, key -> Input.of(schema.encode(graph)));
        Reading reading = GraphReading.effective(entry.reading(), settings.choice("directionality"));
        List<String> types = graph.relationships().types();
        Neighbourhoods arcs = neighbourhoods.computeIfAbsent(reading, r -> GraphReading.of(graph, r, types));
        Shape shape =
                new Shape(input.columns(), target.classCount(), GraphReading.relationTypes(graph, reading, types));
        MemoryEstimate.of(entry, settings, shape, graph.nodeCount(), arcs.arcs(), input)
                .refuseAbove(settings.real("maxMemoryGiB"));
        Network network = entry.builder().build(settings, shape, new Initialiser(seed));
        try {
            TrainingData data = new TrainingData(
                    input, arcs, target.codes(), target.classCount(), labelled.train(), labelled.validation());
            Trainer.Outcome outcome = new Trainer(engine, network, data, settings, seed, listener, saved).run();
            Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
            Tensor logits = outcome.logits();
            metrics.put("validation", Metrics.classification(logits, target.codes(), labelled.validation()));
            metrics.put("test", Metrics.classification(logits, target.codes(), labelled.test()));
            logits.close();
            long parameters = network.parameters().stream()
                    .filter(Parameter::isTrained)
                    .mapToLong(p -> p.value().size())
                    .sum();
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
                    engine.pool().peakBytes(),
                    parameters,
                    engine.kernels().name());
            return new Model(
                    entry,
                    settings,
                    schema,
                    target.property(),
                    target.classes(),
                    types,
                    graph.directed(),
                    network,
                    provenance,
                    metrics);
        } catch (RuntimeException | Error e) {
            network.parameters().forEach(Parameter::close);
            throw e;
        }
    }

    /** The split without nodes that have no class: they can be neither trained on nor scored. */
    private Split labelled(Split split) {
        int[] train = withClass(split.train());
        if (train.length == 0) {
            throw new KithException("The split '" + split.name() + "' has no training node with a value of '"
                    + target.property() + "'; choose another split or label some nodes.");
        }
        return new Split(split.name(), train, withClass(split.validation()), withClass(split.test()));
    }

    private int[] withClass(int[] rows) {
        return Arrays.stream(rows).filter(row -> target.codes()[row] >= 0).toArray();
    }

    /** Classes that no training node has: they can never be predicted, which the caller may want to say. */
    public List<Object> classesMissingFrom(Split split) {
        boolean[] seen = new boolean[target.classCount()];
        for (int row : withClass(split.train())) {
            seen[target.codes()[row]] = true;
        }
        List<Object> missing = new ArrayList<>();
        for (int c = 0; c < seen.length; c++) {
            if (!seen[c]) {
                missing.add(target.classes().get(c));
            }
        }
        return missing;
    }

    @Override
    public void close() {
        inputs.values().forEach(input -> {
            if (input instanceof Input.Dense dense) {
                dense.close();
            }
        });
        neighbourhoods.values().forEach(Neighbourhoods::close);
        engine.close();
    }
}
