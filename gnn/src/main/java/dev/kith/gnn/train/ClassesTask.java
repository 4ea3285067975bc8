package dev.kith.gnn.train;

import dev.kith.gnn.model.forward.ForwardStack;
import dev.kith.gnn.model.forward.InputPolicy;
import dev.kith.gnn.model.forward.LayerStates;
import dev.kith.gnn.model.forward.LocalLayer;
import dev.kith.gnn.model.forward.LocalObjective;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The classes of nodes, judged by the accuracy on the validation nodes. */
record ClassesTask(Engine engine, ForwardStack network, TrainingData data, LocalObjective objective)
        implements LocalTask, AutoCloseable {

    /** The network remembers the training nodes' classes. */
    static ClassesTask begin(Engine engine, ForwardStack network, TrainingData data, long seed) {
        network.begin(seed, data.train(), data.classesOf(data.train()));
        LocalObjective objective =
                network.objective(data.input(), data.graph().whole(), data.weights(), data.validation(), seed);
        return new ClassesTask(engine, network, data, objective);
    }

    @Override
    public List<LocalLayer> layers() {
        return network.layers();
    }

    @Override
    public Optional<InputPolicy> policy() {
        return network.policy();
    }

    @Override
    public LayerStates states() {
        return network.states(engine, objective);
    }

    @Override
    public int[] judged() {
        return data.validation();
    }

    @Override
    public int scoreColumns() {
        return network.classes();
    }

    @Override
    public double quality(Tensor scores) {
        int[] rows = IntStream.range(0, scores.rows()).toArray();
        return Metrics.accuracy(Metrics.argmax(scores), data.classesOf(judged()), rows);
    }

    @Override
    public int nodes() {
        return data.input().rows();
    }

    /** Logits of what is judged, from the sum of what all layers say. */
    float[][] logits(Tensor scores) {
        network.toLogits(objective, scores);
        return IntStream.range(0, scores.rows()).mapToObj(scores::row).toArray(float[][]::new);
    }

    /** After the training the network remembers what predictions may be told. */
    @Override
    public void close() {
        objective.close();
        network.end(data.validation(), data.classesOf(data.validation()));
    }
}
