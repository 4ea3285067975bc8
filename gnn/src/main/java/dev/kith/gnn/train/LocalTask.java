package dev.kith.gnn.train;

import dev.kith.gnn.model.forward.InputPolicy;
import dev.kith.gnn.model.forward.LayerStates;
import dev.kith.gnn.model.forward.LocalLayer;
import dev.kith.gnn.model.forward.LocalObjective;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** What layers that are trained by losses of their own learn together, and how they are judged meanwhile. */
public interface LocalTask {
    List<LocalLayer> layers();

    /** How layers in training read each other; empty where they are trained one after the other. */
    Optional<InputPolicy> policy();

    LocalObjective objective();

    /** What layers that read each other say before the first step of a training or a prediction; the caller closes it. */
    LayerStates states();

    /** What the training is judged by, nodes or pairs, as the objective's scores number them; may be empty. */
    int[] judged();

    /** Columns of a score. */
    int scoreColumns();

    /** How good scores {@code [judged, columns]} are; more is better. */
    double quality(Tensor scores);

    /** Nodes of the graph, without any that the task has put in. */
    int nodes();

    /** Adds what layers that read each other say now of what is judged to {@code scores}. */
    default void addScores(Tensor scores) {
        if (judged().length > 0) {
            try (LayerStates states = states()) {
                states.predict(objective().scoredRows(judged()), scores);
            }
        }
    }
}
