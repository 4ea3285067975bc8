package dev.kith.gnn.train;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.graph.Csr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A graph as a model's layers read it, and parts of it in the same form.
 *
 * @param reading what the layers read: {@link Reading#DIRECTED} where they use both directions
 */
record GraphParts(Neighbourhoods whole, Reading reading) {

    /** What the layers walk along: the neighbours, both directions of them, or each type and direction. */
    List<Csr> relations() {
        return switch (reading) {
            case NONE -> List.of();
            case UNDIRECTED -> List.of(whole.incoming());
            case DIRECTED -> List.of(whole.incoming(), whole.reversed().incoming());
            case BY_TYPE ->
                whole.byType().stream().map(Neighbourhoods::incoming).toList();
        };
    }

    /** A sample as a graph of its own, degrees counted in the sample. */
    Neighbourhoods graphOf(NeighbourSampler.Sample sample) {
        return assemble(sample, (from, rows) -> Neighbourhoods.of(rows));
    }

    /** A sample that took all neighbours, with the degrees of the whole graph. */
    Neighbourhoods partOf(NeighbourSampler.Sample sample) {
        return assemble(sample, (from, rows) -> from.part(sample.nodes(), sample.complete(), rows));
    }

    private Neighbourhoods assemble(
            NeighbourSampler.Sample sample, BiFunction<Neighbourhoods, Csr, Neighbourhoods> part) {
        List<Csr> rows = sample.relations();
        return switch (reading) {
            case NONE -> Neighbourhoods.of(GraphReading.empty(sample.nodes().length));
            case UNDIRECTED -> part.apply(whole, rows.get(0));
            case DIRECTED ->
                Neighbourhoods.of(part.apply(whole, rows.get(0)), part.apply(whole.reversed(), rows.get(1)));
            case BY_TYPE -> {
                List<Neighbourhoods> types = new ArrayList<>();
                for (int t = 0; t < rows.size(); t++) {
                    types.add(part.apply(whole.byType().get(t), rows.get(t)));
                }
                yield Neighbourhoods.ofTypes(GraphReading.empty(sample.nodes().length), types);
            }
        };
    }
}
