package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.nn.Input;
import dev.kith.graph.Csr;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network that scores pairs of nodes: an encoder, {@code [n, f] → [n, h]}, and a decoder that reads node vectors,
 * neighbours and pairs.
 */
public record LinkNetwork(Network encoder, PairDecoder decoder) implements Network {

    /** The node vectors {@code [n, h]}. */
    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        return encoder.forward(tape, x, graph);
    }

    /** A decoder: from node vectors and pairs to scores, which are logits. */
    public interface PairDecoder extends dev.kith.gnn.nn.Module {
        /**
         * What is computed once for all pairs of a step.
         *
         * @param h {@code [n, h]}
         * @param neighbours {@code n × n}, rows of distinct ascending neighbours
         */
        Bound bind(Tape tape, Variable h, Csr neighbours);

        /** Told before each epoch of a training, from 0. */
        default void epoch(int epoch) {}
    }

    /** A decoder with node vectors and neighbours. */
    @FunctionalInterface
    public interface Bound {
        /** @return {@code [t, 1]}, logits of the pairs */
        Variable scores(Tape tape, Pairs pairs);
    }

    /** The encoder's, then the decoder's. */
    @Override
    public List<Parameter> parameters() {
        return Stream.concat(encoder.parameters().stream(), decoder.parameters().stream())
                .toList();
    }
}
