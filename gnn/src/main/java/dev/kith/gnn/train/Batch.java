package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Stage;
import dev.kith.gnn.nn.Input;
import java.util.ArrayList;
import java.util.List;

/**
 * What one step computes on: the whole graph, or the surroundings of some training nodes. Surroundings shrink from stage
 * to stage: the last stage reads the training nodes' neighbours only.
 *
 * @param graphs what each stage reads, the nodes of a later one the first of those before; or one for the network
 * @param nodes the graph's node behind each row of the input, or null where row i is node i
 * @param rows rows of the result whose classes are learned, none twice
 * @param classes class of each of them
 * @param weights weight of each of them in the loss, or null for all ones
 */
record Batch(Input input, List<Neighbourhoods> graphs, int[] nodes, int[] rows, int[] classes, float[] weights)
        implements AutoCloseable {

    /** The graph's node behind a row. */
    int node(int row) {
        return nodes == null ? row : nodes[row];
    }

    /** What the network says of the rows that are learned, and perhaps of others. */
    Variable logits(Tape tape, Network network) {
        return graphs.size() == 1
                ? network.forward(tape, input, graphs.getFirst())
                : stageValues(tape, network).getLast();
    }

    /** What each stage says. */
    List<Variable> stageValues(Tape tape, Network network) {
        List<Variable> values = new ArrayList<>();
        Input x = input;
        for (Stage stage : network.stages()) {
            int s = Math.min(values.size(), graphs.size() - 1);
            Neighbourhoods graph = graphs.get(s);
            values.add(stage.function().apply(tape, x.first(tape, graph.columns()), graph));
            x = Input.of(values.getLast());
        }
        return values;
    }

    /** Frees what the graphs keep; not the input. */
    @Override
    public void close() {
        graphs.forEach(Neighbourhoods::close);
    }
}
