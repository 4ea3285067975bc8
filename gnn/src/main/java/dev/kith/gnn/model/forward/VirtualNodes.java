package dev.kith.gnn.model.forward;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** FF-VN: a class is told by arcs between a node and its class node (Park et al. 2024, equation 5). */
final class VirtualNodes extends ForwardForward {
    private final Input input;
    private final List<Neighbourhoods> graphs;

    VirtualNodes(Labels labels) {
        super(labels);
        this.input = labels.nodes().features(labels.features(), labels.virtual());
        this.graphs =
                IntStream.range(0, streams()).mapToObj(s -> graphOf(told(s))).toList();
    }

    private Neighbourhoods graphOf(int[] told) {
        int[] members =
                IntStream.range(0, told.length).filter(i -> told[i] >= 0).toArray();
        return labels().graph(members, Arrays.stream(members).map(i -> told[i]).toArray());
    }

    @Override
    public Input input(int stream) {
        return input;
    }

    @Override
    public Neighbourhoods graph(int stream) {
        return graphs.get(stream);
    }

    /** All that is trained on reads what the layer below makes of the right classes. */
    @Override
    public int carrier(int stream) {
        return stream < trained() ? 0 : stream;
    }

    @Override
    public void close() {
        graphs.forEach(Neighbourhoods::close);
        if (input instanceof Input.Dense dense) {
            dense.close();
        }
    }
}
