package dev.kith.gnn.conv;

import dev.kith.gnn.aggr.Aggregator;
import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code X · W_self + aggregate(X) · W_neighbours} (Hamilton et al. 2017, algorithm 1, in the form of a sum). A linear
 * aggregator is applied after its product where that is cheaper, or where the features are sparse.
 */
public final class Sage implements Conv {
    private final Parameter self;
    private final Parameter neighbours;
    private final Aggregator aggregator;

    public Sage(Initialiser initialiser, int in, int out, Aggregator aggregator) {
        this.aggregator = aggregator;
        this.self = initialiser.fanIn("self", in, out);
        this.neighbours = initialiser.fanIn("neighbours", aggregator.isLinear() ? in : aggregator.width(in), out);
    }

    @Override
    public Variable apply(Tape tape, Input x, float dropout, Neighbourhoods graph) {
        Input dropped = x.dropped(tape, dropout);
        Variable own = dropped.first(tape, graph.nodes()).times(tape, tape.parameter(self), 0f);
        Variable theirs;
        if (aggregator.isLinear()
                && ProductOrder.productFirst(dropped, self.value().columns(), graph)) {
            Variable product = dropped.times(tape, tape.parameter(neighbours), 0f);
            theirs = aggregator.aggregate(tape, graph, product);
        } else {
            Variable aggregated = aggregator.aggregate(tape, graph, dropped.dense(tape));
            theirs = Input.of(aggregated).times(tape, tape.parameter(neighbours), 0f);
        }
        return Add.apply(tape, own, theirs);
    }

    @Override
    public List<Term> terms(Neighbourhoods graph) {
        return aggregator
                .matrix(graph)
                .map(matrix -> List.of(new Term(null, self), new Term(matrix, neighbours)))
                .orElse(List.of());
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(Stream.of(self, neighbours), aggregator.parameters().stream())
                .toList();
    }
}
