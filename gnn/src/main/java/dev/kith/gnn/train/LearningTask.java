package dev.kith.gnn.train;

import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.Split;

/** Something to be learned from a graph, for which many models can be trained. Closing it frees the graph's tensors. */
public interface LearningTask extends AutoCloseable {
    /** All threads. */
    Engine engine();

    /**
     * Trains one model.
     *
     * @param on the engine; two trainings at the same time need one each
     * @throws dev.kith.graph.KithException where there is nothing to train on, the run cannot fit, or numbers blow up
     * @throws TrainingCancelled where the listener wants it
     */
    default Model train(
            Engine on, ModelEntry entry, Settings settings, Split split, long seed, TrainingListener listener) {
        return train(on, entry, settings, split, seed, new Initialiser(seed), listener);
    }

    /**
     * The same from other initial values.
     *
     * @param initialiser makes them, once
     */
    Model train(
            Engine on,
            ModelEntry entry,
            Settings settings,
            Split split,
            long seed,
            Initialiser initialiser,
            TrainingListener listener);

    /** The memory that a training would take. */
    MemoryEstimate estimate(ModelEntry entry, Settings settings, Split split);

    /** How many numbers a model would have, without building it. */
    long parameters(ModelEntry entry, Settings settings);

    @Override
    void close();
}
