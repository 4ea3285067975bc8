package dev.kith.cli.task;

import dev.kith.cli.learn.LinkOptions;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.train.Model;
import dev.kith.graph.Graph;
import java.io.IOException;
import java.util.Objects;

/** Relationships that are inferred from the nodes' features, so that their classes can be told by them. */
final class LatentGraphTask implements Task {
    @Override
    public String name() {
        return ModelRegistry.LATENT_GRAPH;
    }

    @Override
    public String usualModel() {
        return "latent";
    }

    @Override
    public Opened open(Graph graph, int threads) {
        return new OpenedNodes(graph, threads, name());
    }

    @Override
    public void predict(PredictionRequest request, Model model) throws IOException {
        LinkOptions asked = Objects.requireNonNullElseGet(request.links(), LinkOptions::new);
        LinkResults.of(request, model, () -> asked.infer(model, request.engine(), request.graph()));
    }
}
