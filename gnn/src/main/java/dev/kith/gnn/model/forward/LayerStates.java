package dev.kith.gnn.model.forward;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.GatherRows;
import dev.kith.gnn.autograd.ops.RowNormalise;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What the layers said last, {@code norm(z)}, without gradients: all layers are held at once, {@code [n + K, d]} each.
 * Below the first stand the features, above the last the labels, of which there may be none.
 */
public final class LayerStates implements AutoCloseable {
    private final Engine engine;
    private final List<LocalLayer> layers;
    private final InputPolicy policy;
    private final LocalObjective objective;
    private final Tensor labels;
    private final List<Tensor> states = new ArrayList<>();
    /** Said in this step, not to be read before the next. */
    private final List<Tensor> coming = new ArrayList<>();

    /**
     * Begins with one pass upwards in which the layer above says nothing yet.
     *
     * @param hidden columns of what the layers say
     * @param labels above the last layer, one row for each node, copied
     */
    public LayerStates(
            Engine engine,
            List<LocalLayer> layers,
            int hidden,
            InputPolicy policy,
            LocalObjective objective,
            Tensor labels) {
        this.engine = engine;
        this.layers = layers;
        this.policy = policy;
        this.objective = objective;
        this.labels = engine.pool().takeZeroed(labels.rows(), labels.columns());
        for (int l = 0; l < layers.size(); l++) {
            states.add(engine.pool().takeZeroed(labels.rows(), hidden));
        }
        for (int l = 0; l < layers.size(); l++) {
            try (Tape tape = Tape.inference(engine)) {
                RowNormalise.write(engine, output(tape, l).value(), states.get(l));
            }
        }
        this.labels.copyFrom(labels);
        if (!policy.isImmediate()) {
            states.forEach(state -> {
                Tensor copy = engine.pool().take(state.rows(), state.columns());
                copy.copyFrom(state);
                coming.add(copy);
            });
        }
    }

    int layers() {
        return layers.size();
    }

    /** What stands below a layer. */
    Input below(int layer) {
        return layer == 0 ? objective.input(0) : new Input.Dense(states.get(layer - 1));
    }

    /** What stands above a layer. */
    Input above(int layer) {
        return new Input.Dense(layer == states.size() - 1 ? labels : states.get(layer + 1));
    }

    Variable state(Tape tape, int layer) {
        return tape.constant(states.get(layer));
    }

    /** What a layer reads now, constant. */
    public Input input(int layer) {
        return policy.input(layer, this);
    }

    /** What a layer says now, {@code [n + K, d]}. */
    public Variable output(Tape tape, int layer) {
        Input constant = input(layer);
        // A dense input is the same object in every step, with other content.
        Input x = constant instanceof Input.Dense dense ? Input.of(tape.constant(dense.tensor())) : constant;
        return layers.get(layer).forward(tape, x, objective.graph(0));
    }

    /** What its loss and predictions are taken from. */
    public Variable judged(Tape tape, int layer, Variable output) {
        return policy.judged(tape, layer, output, this);
    }

    /** Keeps what a layer said, for those that read it later. */
    public void keep(int layer, Variable output) {
        Tensor state = policy.isImmediate() ? states.get(layer) : coming.get(layer);
        RowNormalise.write(engine, output.value(), state);
    }

    /** Ends a step: what was said in it is read in the next one. */
    public void endStep() {
        for (int l = 0; l < coming.size(); l++) {
            states.get(l).copyFrom(coming.get(l));
        }
    }

    /**
     * Adds what all layers say of some nodes in the steps of a prediction.
     *
     * @param rows of the layers' outputs that the scores need
     * @param scores {@code [nodes, classes]}
     */
    public void predict(int[] rows, Tensor scores) {
        for (int step = 0; step < policy.predictionSteps(); step++) {
            for (int layer : policy.order(layers.size())) {
                try (Tape tape = Tape.inference(engine)) {
                    Variable output = output(tape, layer);
                    keep(layer, output);
                    if (step >= policy.firstCounted()) {
                        Variable judged = judged(tape, layer, output);
                        Variable some = GatherRows.apply(tape, judged, rows);
                        objective.addScores(engine, 0, some.value(), scores);
                    }
                }
            }
            endStep();
        }
    }

    @Override
    public void close() {
        states.forEach(engine.pool()::release);
        coming.forEach(engine.pool()::release);
        engine.pool().release(labels);
        states.clear();
        coming.clear();
    }
}
