package dev.kith.gnn.train;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.graph.Csr;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * A sample in the same form, with what is known of the whole graph.
     *
     * @param hops how far those who read it look: who looks once needs the neighbourhoods of the complete nodes only
     */
    Neighbourhoods part(NeighbourSampler.Sample found, int hops) {
        NeighbourSampler.Sample sample = hops == 1 ? found : found.square();
        List<Csr> rows = sample.relations();
        int m = sample.nodes().length;
        return switch (reading) {
            case NONE -> Neighbourhoods.of(GraphReading.empty(m));
            case UNDIRECTED -> part(whole, sample, rows.get(0));
            case DIRECTED ->
                Neighbourhoods.of(part(whole, sample, rows.get(0)), part(whole.reversed(), sample, rows.get(1)));
            case BY_TYPE -> {
                List<Neighbourhoods> types = new ArrayList<>();
                for (int t = 0; t < rows.size(); t++) {
                    types.add(part(whole.byType().get(t), sample, rows.get(t)));
                }
                int complete = rows.isEmpty() ? m : rows.getFirst().rows();
                Csr none = Csr.ofRows(m, new int[complete + 1], new int[0], null, null);
                yield Neighbourhoods.ofTypes(none, types);
            }
        };
    }

    private static Neighbourhoods part(Neighbourhoods from, NeighbourSampler.Sample sample, Csr rows) {
        return from.part(sample.nodes(), sample.complete(), rows);
    }
}
