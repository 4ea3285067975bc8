package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.Csr;
import dev.kith.graph.Features;
import dev.kith.graph.KithException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Peak bytes of a training before it starts. The step's memory is linear in nodes and arcs, so one step of the same
 * network is run on three tiny graphs and extrapolated; this holds for every model without a formula of its own.
 * Weights, their gradients and moments, features and adjacency are counted on top.
 *
 * @param stepBytes tensors of one step
 * @param steadyBytes what is held all the time
 */
public record MemoryEstimate(long stepBytes, long steadyBytes) {
    private static final int NODES = 48;
    private static final int ARCS = 96;
    private static final double SHARE_OF_MACHINE = 0.9;

    public long bytes() {
        return stepBytes + steadyBytes;
    }

    /** @param input the features; only their kind, rows and width are looked at */
    static MemoryEstimate of(ModelEntry entry, Settings settings, Shape shape, int nodes, int arcs, Input input) {
        boolean sparse = input instanceof Input.Sparse;
        Network network = entry.builder().build(settings, shape, new Initialiser(0));
        try {
            long weights = network.parameters().stream()
                    .mapToLong(p -> p.value().bytes())
                    .sum();
            double base = step(network, shape, NODES, ARCS, sparse);
            double perNode = (step(network, shape, 2 * NODES, ARCS, sparse) - base) / NODES;
            double perArc = (step(network, shape, NODES, 2 * ARCS, sparse) - base) / ARCS;
            double step = base + perNode * (nodes - NODES) + perArc * (arcs - ARCS);
            // Evaluation keeps the logits beside the step's pool.
            double logits = 4.0 * nodes * shape.out();
            long features = input instanceof Input.Sparse s
                    ? 16L * s.matrix().pattern().arcs() + 4L * nodes
                    : 4L * nodes * shape.in();
            // Indices and values, forward and transposed, with the order between them.
            long adjacency = 20L * arcs + 24L * nodes;
            return new MemoryEstimate((long) Math.max(step, 0.0) + (long) logits, 5 * weights + features + adjacency);
        } finally {
            network.parameters().forEach(Parameter::close);
        }
    }

    private static double step(Network network, Shape shape, int nodes, int arcs, boolean sparse) {
        try (Engine engine = new Engine(1);
                Neighbourhoods graph = ring(nodes, arcs, shape.relationTypes())) {
            Input input = input(nodes, shape.in(), sparse);
            int[] rows = new int[nodes];
            for (int i = 0; i < nodes; i++) {
                rows[i] = i;
            }
            try (Tape tape = Tape.training(engine, 0, 0)) {
                Variable logits = network.forward(tape, input, graph);
                tape.backward(CrossEntropy.apply(tape, logits, rows, new int[nodes], null));
            }
            network.parameters().stream().filter(Parameter::isTrained).forEach(Parameter::clearGradient);
            if (input instanceof Input.Dense dense) {
                dense.close();
            }
            return (double) engine.pool().peakBytes();
        }
    }

    private static Input input(int nodes, int width, boolean sparse) {
        return Input.of(
                sparse
                        ? new Features.Sparse(new int[nodes + 1], new int[0], new float[0], nodes, width)
                        : new Features.Dense(new float[nodes * width], nodes, width));
    }

    private static Neighbourhoods ring(int nodes, int arcs, int types) {
        int[] source = new int[arcs];
        int[] target = new int[arcs];
        for (int e = 0; e < arcs; e++) {
            source[e] = e % nodes;
            target[e] = (e + 1 + e / nodes) % nodes;
        }
        Csr all = Csr.of(nodes, source, target, null);
        List<Csr> parts = new ArrayList<>();
        for (int t = 0; t < types; t++) {
            int[] own = IntStream.iterate(t, e -> e < arcs, e -> e + types).toArray();
            int[] from = Arrays.stream(own).map(e -> source[e]).toArray();
            int[] to = Arrays.stream(own).map(e -> target[e]).toArray();
            parts.add(Csr.of(nodes, from, to, null));
        }
        return Neighbourhoods.of(all, parts);
    }

    /**
     * @param gibibytes most memory allowed; 0 stands for nine tenths of the machine's
     * @throws KithException naming both figures
     */
    void refuseAbove(double gibibytes) {
        double allowed = gibibytes > 0.0 ? gibibytes * (1L << 30) : SHARE_OF_MACHINE * machineBytes();
        if (bytes() > allowed) {
            throw new KithException(String.format(
                    Locale.ROOT,
                    "This training would need about %.2f GiB and may use %.2f GiB. Use a smaller hidden, fewer layers, "
                            + "or batchSize; or raise maxMemoryGiB.",
                    bytes() / (double) (1L << 30),
                    allowed / (1L << 30)));
        }
    }

    private static double machineBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? (double) machine.getTotalMemorySize()
                : Double.MAX_VALUE;
    }
}
