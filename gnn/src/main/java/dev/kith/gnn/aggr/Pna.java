package dev.kith.gnn.aggr;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.ConcatColumns;
import dev.kith.gnn.conv.Neighbourhoods;
import java.util.List;

/**
 * Mean, maximum and standard deviation over the neighbours side by side (Corso et al. 2020, "Principal neighbourhood
 * aggregation", without the scaling by degree): {@code [n, f] → [n, 3f]}.
 */
public record Pna() implements Aggregator {
    private static final List<Aggregator> PARTS = List.of(new Mean(), new Max(), new Std());

    @Override
    public Variable aggregate(Tape tape, Neighbourhoods graph, Variable x) {
        return ConcatColumns.apply(
                tape, PARTS.stream().map(part -> part.aggregate(tape, graph, x)).toList());
    }

    @Override
    public int width(int f) {
        return PARTS.size() * f;
    }
}
