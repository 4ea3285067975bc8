package dev.kith.cli.task;

import dev.kith.gnn.model.Settings;
import dev.kith.gnn.train.Checkpoint;
import dev.kith.gnn.train.LearningTask;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.graph.Split;
import java.io.IOException;
import java.util.List;

/** A task as the commands know it. */
public interface Task {
    /** For example {@code link-prediction}. */
    String name();

    /** The model where none is named. */
    String usualModel();

    /** Opens a graph for it. */
    Opened open(Graph graph, int threads);

    /** Applies a model of it. */
    void predict(PredictionRequest request, Model model) throws IOException;

    /** All of them. */
    List<Task> ALL = List.of(new NodeClassificationTask(), new LinkPredictionTask(), new LatentGraphTask());

    /** @throws KithException naming the nearest known task */
    static Task of(String name) {
        return ALL.stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new KithException("There is no task '" + name + "'"
                        + Nearest.hint(name, ALL.stream().map(Task::name).toList())));
    }

    /** A graph on which models are trained. */
    interface Opened extends AutoCloseable {
        LearningTask learning();

        /** Those that are meant; the first where one is. */
        List<Split> splits(Settings settings, String wanted, long seed);

        /** Trains with checkpoints, where the task has them. */
        Model train(TrainingRequest request, Split split, TrainingListener listener, Checkpoint checkpoint);

        @Override
        default void close() {
            learning().close();
        }
    }
}
