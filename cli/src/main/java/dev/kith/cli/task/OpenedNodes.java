package dev.kith.cli.task;

import dev.kith.gnn.model.Settings;
import dev.kith.gnn.train.Checkpoint;
import dev.kith.gnn.train.LearningTask;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.NodeClassification;
import dev.kith.gnn.train.SplitChoice;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import java.util.List;

/** A graph whose nodes have classes to learn from, whatever the model is trained for. */
final class OpenedNodes implements Task.Opened {
    private final Graph graph;
    private final NodeClassification learning;
    private final String task;

    OpenedNodes(Graph graph, int threads, String task) {
        this.graph = graph;
        this.learning = new NodeClassification(graph, threads);
        this.task = task;
    }

    @Override
    public LearningTask learning() {
        return learning;
    }

    @Override
    public List<Split> splits(Settings settings, String wanted, long seed) {
        return SplitChoice.all(graph, learning.target(), wanted, seed);
    }

    @Override
    public Model train(TrainingRequest request, Split split, TrainingListener listener, Checkpoint checkpoint) {
        return learning.train(request.entry(), request.settings(), split, request.seed(), listener, checkpoint)
                .as(task);
    }
}
