package dev.kith.cli.task;

import dev.kith.cli.learn.LinkOptions;
import dev.kith.cli.learn.ScoredLinks;
import dev.kith.gnn.link.LinkPrediction;
import dev.kith.gnn.link.LinkPredictor;
import dev.kith.gnn.link.LinkQuestion;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.train.Checkpoint;
import dev.kith.gnn.train.LearningTask;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** Links between nodes. */
final class LinkPredictionTask implements Task {
    @Override
    public String name() {
        return ModelRegistry.LINK_PREDICTION;
    }

    @Override
    public String usualModel() {
        return "ncn";
    }

    @Override
    public Opened open(Graph graph, int threads) {
        LinkPrediction task = new LinkPrediction(graph, threads);
        return new Opened() {
            @Override
            public LearningTask learning() {
                return task;
            }

            @Override
            public List<Split> splits(Settings settings, String wanted, long seed) {
                return task.splits(settings, wanted, seed);
            }

            @Override
            public Model train(TrainingRequest request, Split split, TrainingListener listener, Checkpoint checkpoint) {
                return task.train(task.engine(), request.entry(), request.settings(), split, request.seed(), listener);
            }
        };
    }

    @Override
    public void predict(PredictionRequest request, Model model) throws IOException {
        LinkOptions asked = Objects.requireNonNullElseGet(request.links(), LinkOptions::new);
        Graph graph = request.graph();
        try (LinkPredictor predictor = new LinkPredictor(model, request.engine(), graph)) {
            LinkQuestion question = asked.question(graph);
            LinkResults.of(request, model, () -> new ScoredLinks(graph, predictor.answer(question)));
        }
    }
}
