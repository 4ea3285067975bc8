package dev.kith.cli.bench.aggregators;

import dev.kith.gnn.aggr.Aggregator;
import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.ConcatColumns;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.graph.Csr;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Four layers {@code h + relu([h ‖ a(h)] · W + b)} with an aggregator of their own each, and one more that reads the
 * graphs' nodes out; two linear maps give the properties of nodes, two those of graphs. Of ours, not PNA's network.
 */
final class PropertyNetwork implements Module {
    static final int WIDTH = 32;
    private static final int LAYERS = 4;

    private final Linear encoder;
    private final List<Aggregator> aggregators = new ArrayList<>();
    private final List<Linear> layers = new ArrayList<>();
    private final Aggregator readout;
    private final Head nodes;
    private final Head graphs;

    /**
     * @param nodes {@code [nodes, 3]}
     * @param graphs {@code [graphs, 3]}
     */
    record Result(Variable nodes, Variable graphs) {}

    private record Head(Linear hidden, Linear out) implements Module {
        Head(Initialiser names, int width) {
            this(
                    new Linear(names.within("hidden"), width, WIDTH),
                    new Linear(names.within("out"), WIDTH, PropertyBatch.PROPERTIES));
        }

        Variable apply(Tape tape, Variable x) {
            return out.apply(tape, Input.of(hidden.apply(tape, Input.of(x), 0f, Activation.RELU, 0f)));
        }

        @Override
        public List<Parameter> parameters() {
            return Module.join(hidden, out);
        }
    }

    PropertyNetwork(Initialiser initialiser, AggregatorUnderTest aggregator) {
        this.encoder = new Linear(initialiser.within("encoder"), 2, WIDTH);
        for (int l = 0; l < LAYERS; l++) {
            Initialiser names = initialiser.within("layer" + l);
            Aggregator neighbours = aggregator.create(names, WIDTH);
            aggregators.add(neighbours);
            layers.add(new Linear(names.within("linear"), WIDTH + neighbours.width(WIDTH), WIDTH));
        }
        this.readout = aggregator.create(initialiser.within("readout"), WIDTH);
        this.nodes = new Head(initialiser.within("nodes"), WIDTH);
        this.graphs = new Head(initialiser.within("graphs"), readout.width(WIDTH));
    }

    Result forward(Tape tape, PropertyBatch batch) {
        int n = batch.nodeCount();
        Tensor inputs = tape.engine().pool().take(n, 2);
        inputs.memory().copyFrom(MemorySegment.ofArray(batch.inputs()));
        int[] all = IntStream.range(0, n).toArray();
        try (Neighbourhoods graph = Neighbourhoods.of(Csr.ofRows(n, batch.offsets(), batch.indices(), null, null));
                Neighbourhoods members = Neighbourhoods.of(Csr.ofRows(n, batch.graphs(), all, null, null))) {
            Variable h = encoder.apply(tape, Input.of(tape.ownedConstant(inputs)), 0f, Activation.RELU, 0f);
            for (int l = 0; l < LAYERS; l++) {
                Variable heard = aggregators.get(l).aggregate(tape, graph, h);
                Input both = Input.of(ConcatColumns.apply(tape, List.of(h, heard)));
                h = Add.apply(tape, h, layers.get(l).apply(tape, both, 0f, Activation.RELU, 0f));
            }
            return new Result(nodes.apply(tape, h), graphs.apply(tape, readout.aggregate(tape, members, h)));
        }
    }

    @Override
    public List<Parameter> parameters() {
        List<Module> modules = new ArrayList<>(List.of(encoder, readout, nodes, graphs));
        modules.addAll(aggregators);
        modules.addAll(layers);
        return Module.join(modules.toArray(Module[]::new));
    }
}
