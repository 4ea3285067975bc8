package dev.kith.gnn.train;

import dev.kith.gnn.feature.FeatureSchema;
import dev.kith.gnn.latent.InferredGraph;
import dev.kith.gnn.latent.NeighbourQuestion;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import java.util.List;
import java.util.Map;

/**
 * A trained model with all that is needed to apply it to a graph: a node classifier, or a link predictor, which
 * {@link dev.kith.gnn.link.LinkPredictor} applies. Closing it frees its weights.
 */
public final class Model implements AutoCloseable {
    private final String task;
    private final ModelEntry entry;
    private final Settings settings;
    private final FeatureSchema features;
    private final String targetProperty;
    private final List<Object> classes;
    private final List<String> relationshipTypes;
    private final boolean directed;
    private final Network network;
    private final Provenance provenance;
    private final Map<String, Map<String, Double>> metrics;

    /**
     * @param task one of its entry's
     * @param targetProperty node property that is predicted, or type of the relationships that are, empty for all
     * @param classes of a classifier, in the order of its columns; else empty
     * @param relationshipTypes types told apart, in the network's order
     * @param directed whether the graph it was trained on was read as directed
     * @param metrics by set: {@code validation}, {@code test}
     */
    public Model(
            String task,
            ModelEntry entry,
            Settings settings,
            FeatureSchema features,
            String targetProperty,
            List<Object> classes,
            List<String> relationshipTypes,
            boolean directed,
            Network network,
            Provenance provenance,
            Map<String, Map<String, Double>> metrics) {
        this.task = task;
        this.entry = entry;
        this.settings = settings;
        this.features = features;
        this.targetProperty = targetProperty;
        this.classes = classes;
        this.relationshipTypes = relationshipTypes;
        this.directed = directed;
        this.network = network;
        this.provenance = provenance;
        this.metrics = metrics;
    }

    /**
     * Class probabilities of every node.
     *
     * @return {@code [nodes, classes]}, rows sum to 1; the caller closes it
     * @throws KithException where it is no classifier, or the memory it needs is more than its {@code maxMemoryGiB}
     */
    public Tensor probabilities(Engine engine, Graph graph) {
        try (NodeClassifier classifier = new NodeClassifier(this, engine, graph)) {
            return classifier.probabilities();
        }
    }

    /**
     * The relationships that it infers from the nodes' features.
     *
     * @throws KithException where it infers none, or the memory it needs is more than its {@code maxMemoryGiB}
     */
    public InferredGraph inferred(Engine engine, Graph graph, NeighbourQuestion question) {
        try (NodeClassifier classifier = new NodeClassifier(this, engine, graph)) {
            return classifier.inferred(question);
        }
    }

    /**
     * The memory that {@link #probabilities} or {@link #inferred} would take.
     *
     * @throws KithException where it is no classifier
     */
    public MemoryEstimate estimate(Engine engine, Graph graph) {
        try (NodeClassifier classifier = new NodeClassifier(this, engine, graph)) {
            return classifier.estimate();
        }
    }

    /** What it was trained for. */
    public String task() {
        return task;
    }

    /**
     * The same model, for another of its tasks: weights and all are shared.
     *
     * @throws KithException where it does not know the task
     */
    public Model as(String other) {
        if (!entry.tasks().contains(other)) {
            throw new KithException(
                    "The model '" + entry.name() + "' is for the task " + task + ", not for " + other + ".");
        }
        return new Model(
                other,
                entry,
                settings,
                features,
                targetProperty,
                classes,
                relationshipTypes,
                directed,
                network,
                provenance,
                metrics);
    }

    public ModelEntry entry() {
        return entry;
    }

    public Settings settings() {
        return settings;
    }

    public FeatureSchema features() {
        return features;
    }

    public String targetProperty() {
        return targetProperty;
    }

    /** The classes' original values, in the order of the columns. */
    public List<Object> classes() {
        return classes;
    }

    public List<String> relationshipTypes() {
        return relationshipTypes;
    }

    public boolean directed() {
        return directed;
    }

    public Network network() {
        return network;
    }

    public Provenance provenance() {
        return provenance;
    }

    public Map<String, Map<String, Double>> metrics() {
        return metrics;
    }

    @Override
    public void close() {
        network.parameters().forEach(dev.kith.gnn.autograd.Parameter::close);
    }
}
