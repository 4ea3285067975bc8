package dev.kith.gnn.conv;

import dev.kith.gnn.aggr.Aggregator;
import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.FirstRows;
import dev.kith.gnn.autograd.ops.ScaleBy;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Norm;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code mlp((1 + ε) · x + aggregate(x))} with trained ε and a perceptron of two layers (Xu et al. 2019, equation 4.1).
 * Between them stands a norm: the paper's batch norm, or layer norm, which does better on single graphs because dropout
 * changes the columns' variance between training and use. The perceptron's first product is taken before the aggregation where the aggregator is linear and that is no
 * dearer. An aggregation
 * of another width than x stands beside it, with rows of its own in the perceptron's first matrix.
 */
public final class Gin implements Conv {
    private final Parameter epsilon;
    private final Parameter first;
    /** What the neighbours' aggregation is multiplied with, where it is not as wide as a node's own row; else null. */
    private final Parameter neighbours;

    private final Parameter firstBias;
    private final Norm norm;
    private final Linear second;
    private final float perceptronDropout;
    private final Aggregator aggregator;

    /**
     * @param width of the perceptron's middle, wide even where the output is a few classes
     * @param perceptronNorm name of the norm between the perceptron's layers
     * @param perceptronDropout dropout rate there
     */
    public Gin(
            Initialiser initialiser,
            int in,
            int width,
            int out,
            Aggregator aggregator,
            String perceptronNorm,
            float perceptronDropout) {
        this.aggregator = aggregator;
        this.perceptronDropout = perceptronDropout;
        epsilon = initialiser.constant("epsilon", 1, 1, 0f);
        first = initialiser.glorot("first.weight", in, width);
        int aggregated = aggregator.width(in);
        neighbours = aggregated == in ? null : initialiser.glorot("first.neighbours", aggregated, width);
        firstBias = initialiser.constant("first.bias", 1, width, 0f);
        norm = Norm.named(perceptronNorm, initialiser.within("norm"), width);
        second = new Linear(
                initialiser.glorot("second.weight", width, out), initialiser.constant("second.bias", 1, out, 0f));
    }

    @Override
    public Variable apply(Tape tape, Input x, float dropout, Neighbourhoods graph) {
        Variable eps = tape.parameter(epsilon);
        int rows = graph.nodes();
        Variable sum;
        if (aggregator.isLinear() && ProductOrder.compare(x, first.value().columns(), graph) <= 0) {
            Variable product = x.times(tape, tape.parameter(first), dropout);
            Variable own = FirstRows.apply(tape, product, rows);
            sum = Add.apply(tape, ScaleBy.apply(tape, 1f, eps, own), aggregator.aggregate(tape, graph, product));
        } else if (neighbours != null) {
            Variable all = x.dropped(tape, dropout).dense(tape);
            Variable own = FirstRows.apply(tape, all, rows);
            Variable product = Input.of(own).times(tape, tape.parameter(first), 0f);
            Variable theirs =
                    Input.of(aggregator.aggregate(tape, graph, all)).times(tape, tape.parameter(neighbours), 0f);
            sum = Add.apply(tape, ScaleBy.apply(tape, 1f, eps, product), theirs);
        } else {
            Variable all = x.dropped(tape, dropout).dense(tape);
            Variable own = FirstRows.apply(tape, all, rows);
            Variable both = Add.apply(tape, ScaleBy.apply(tape, 1f, eps, own), aggregator.aggregate(tape, graph, all));
            sum = Input.of(both).times(tape, tape.parameter(first), 0f);
        }
        Variable shifted = BiasActivation.apply(tape, sum, tape.parameter(firstBias), Activation.IDENTITY, 0f);
        Variable hidden =
                BiasActivation.apply(tape, norm.apply(tape, shifted), null, Activation.RELU, perceptronDropout);
        return second.apply(tape, Input.of(hidden));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(epsilon, first, firstBias));
        if (neighbours != null) {
            all.add(neighbours);
        }
        all.addAll(norm.parameters());
        all.addAll(second.parameters());
        all.addAll(aggregator.parameters());
        return all;
    }
}
