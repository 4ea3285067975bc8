package dev.kith.gnn.train;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.latent.InferredGraph;
import dev.kith.gnn.latent.LatentGraph;
import dev.kith.gnn.latent.NeighbourQuestion;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;

/** A trained classifier on a graph, with the features and the arcs that it reads. */
final class NodeClassifier implements AutoCloseable {
    private final Model model;
    private final Engine engine;
    private final Settings settings;
    private final Network network;
    private final Input input;
    private final Neighbourhoods arcs;
    private final GraphParts parts;
    private final int relations;

    /** @throws KithException where the model is no classifier, or the graph lacks what it reads */
    NodeClassifier(Model model, Engine engine, Graph graph) {
        ModelEntry entry = model.entry();
        if (!entry.tasks().contains(ModelRegistry.NODE_CLASSIFICATION)) {
            throw new KithException("The model '" + entry.name() + "' is for the task " + model.task()
                    + ": it gives nodes no classes.");
        }
        this.model = model;
        this.engine = engine;
        this.settings = model.settings();
        this.network = model.network().on(graph.nodes().ids());
        String directionality = settings.choice("directionality");
        Reading reading = GraphReading.effective(entry.reading(), directionality);
        Graph oriented = GraphReading.oriented(graph, directionality);
        this.relations = GraphReading.relationTypes(oriented, entry.reading(), model.relationshipTypes());
        this.arcs = GraphReading.of(oriented, reading, model.relationshipTypes(), settings.text("weightProperty"));
        this.parts = new GraphParts(arcs, entry.reading());
        try {
            this.input = Input.of(model.features().encode(graph));
        } catch (RuntimeException | Error e) {
            arcs.close();
            throw e;
        }
    }

    /** The memory that {@link #probabilities} takes. */
    MemoryEstimate estimate() {
        Shape shape = new Shape(
                input.columns(),
                model.classes().size(),
                relations,
                model.directed(),
                model.features().places());
        return MemoryEstimate.ofPrediction(model.entry(), settings, shape, input, parts);
    }

    /**
     * @return {@code [nodes, classes]}, rows sum to 1; the caller closes it
     * @throws MemoryRefused where there is too little memory
     */
    Tensor probabilities() {
        refuse();
        try (Preparations preparations = new Preparations()) {
            Input ready = preparations
                    .of(network.preparation(), engine, input, arcs, settings)
                    .input();
            Tensor probabilities =
                    Inference.of(engine, network, ready, parts, settings).logits();
            engine.elements().softmax(probabilities);
            return probabilities;
        }
    }

    private void refuse() {
        estimate()
                .refuseAbove(
                        settings.real("maxMemoryGiB"),
                        "prediction",
                        "Train the model with a batchSize, then it predicts in blocks of nodes; or with a larger"
                                + " maxMemoryGiB.");
    }

    /**
     * @throws KithException where the model infers no relationships
     * @throws MemoryRefused where there is too little memory
     */
    InferredGraph inferred(NeighbourQuestion question) {
        if (!(network instanceof LatentGraph latent)) {
            throw new KithException("The model '" + model.entry().name()
                    + "' infers no relationships; train one with --task latent-graph.");
        }
        refuse();
        return latent.infer(engine, input, question);
    }

    @Override
    public void close() {
        arcs.close();
        if (input instanceof Input.Dense dense) {
            dense.close();
        }
    }
}
