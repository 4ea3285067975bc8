package dev.kith.gnn.model;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.column.Column;
import java.util.List;

/**
 * A trainable function of features and graph: {@code [n, f] → [n, out]}, logits or embeddings. What it reads is what its
 * preparation makes of the features.
 */
public interface Network extends Module {
    Variable forward(Tape tape, Input x, Neighbourhoods graph);

    /** What is computed once, before {@link #forward} is called the first time. */
    default Preparation preparation() {
        return Preparation.NONE;
    }

    /**
     * The same function as a chain of stages, each of which reads the rows of the one before. Inference on a graph that
     * does not fit computes them one after the other over blocks of nodes. By default one stage that may look anywhere.
     */
    default List<Stage> stages() {
        return List.of(new Stage(Stage.ANYWHERE, 0, this::forward));
    }

    /**
     * The network for a graph with these nodes, with the same parameters: one that knows single nodes finds them here.
     *
     * @param ids of the graph's nodes, row by row
     * @throws dev.kith.graph.KithException where it knows none of them
     */
    default Network on(Column ids) {
        return this;
    }

    /**
     * Called once before a training: what its parameters start from where that depends on the features.
     *
     * @param x what {@link #forward} will read
     */
    default void begin(Engine engine, Input x) {}

    /**
     * Told in a training step how it did, between {@link #forward} and the walk back: what it adds to the loss goes to
     * {@link Tape#penalise}.
     *
     * @param logits of the step's rows {@code [n, classes]}
     * @param rows that are trained on
     * @param classes what each of them should be
     */
    default void judged(Tape tape, Variable logits, int[] rows, int[] classes) {}

    /** What a person should know about the training that has just ended, in sentences. */
    default List<String> notices() {
        return List.of();
    }

    /** How many relationships away a node's result looks: 0 for its own features only. */
    default int hops() {
        long hops = stages().stream().mapToLong(Stage::hops).sum();
        return (int) Math.min(hops, Stage.ANYWHERE);
    }

    /** How many numbers are trained. */
    default long trainedValues() {
        return parameters().stream()
                .filter(Parameter::isTrained)
                .mapToLong(p -> p.value().size())
                .sum();
    }
}
