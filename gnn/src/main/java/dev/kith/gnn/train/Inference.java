package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Stage;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A network's results for some nodes, nothing dropped: over the whole graph at once, or exact and bounded, the network's
 * stages one after the other. Held at a time are then two stages' values and one stage's work; where that would be too
 * much too, a stage is computed only for the nodes that the later ones look at, in blocks of nodes with all their
 * neighbours.
 */
final class Inference {
    /** Most floats of one matrix of a stage's work: a gibibyte. */
    private static final long MOST_FLOATS = 1L << 28;
    /** Where rows are gathered, one of the matrices of the work on them in their width. */
    private static final int GATHERED = 8;
    /** A stage's matrices, roughly, in what a training may use. */
    private static final double SHARE = 1.0 / 20;

    private final Engine engine;
    private final Network network;
    private final Input input;
    private final GraphParts graph;
    private final long mostFloats;
    private final long given;
    /** Seed of the neighbours' order, or null for the fixed one. */
    private final Long order;

    private boolean readsOrder;

    /** @param mostFloats most floats of one matrix of a stage's work; 0 for the whole network at once */
    Inference(Engine engine, Network network, Input input, GraphParts graph, long mostFloats) {
        this(engine, network, input, graph, mostFloats, null);
    }

    private Inference(Engine engine, Network network, Input input, GraphParts graph, long mostFloats, Long order) {
        this.engine = engine;
        this.network = network;
        this.input = input;
        this.graph = graph;
        boolean gathers = network.hops() == 0 && mostFloats > 0;
        this.mostFloats = gathers ? Math.max(1, mostFloats / GATHERED) : mostFloats;
        this.given = mostFloats;
        this.order = order;
    }

    /** Whether something has read neighbours in an order so far: results may change with it. */
    boolean readsOrder() {
        return readsOrder;
    }

    /**
     * How much the results change with the neighbours' order.
     *
     * @see OrderSpread
     */
    double orderSpread() {
        return OrderSpread.of(
                seed -> {
                    try (Tensor logits = new Inference(engine, network, input, graph, given, seed).logits()) {
                        return logits.toArray();
                    }
                },
                Math.max(1, network.stages().getLast().width()));
    }

    private Tape tape() {
        return order == null ? Tape.inference(engine) : Tape.reordering(engine, order);
    }

    /** Bounded where the settings train in mini-batches. */
    static Inference of(Engine engine, Network network, Input input, GraphParts graph, Settings settings) {
        long most = settings.whole("batchSize") == 0 ? 0 : mostFloats(settings);
        return new Inference(engine, network, input, graph, most);
    }

    /** Rows of {@code width} floats that a network which looks at them alone is given at a time. */
    static long mostRows(Settings settings, long width) {
        return Math.max(1, mostFloats(settings) / GATHERED / Math.max(1, width));
    }

    static long mostFloats(Settings settings) {
        double allowed = settings.real("maxMemoryGiB") * (1L << 30);
        return allowed == 0.0
                ? MOST_FLOATS
                : (long) Math.max(1.0, Math.min(MOST_FLOATS, SHARE * allowed / Float.BYTES));
    }

    /** @return {@code [n, out]} for all nodes; the caller closes it */
    Tensor logits() {
        return logits(IntStream.range(0, input.rows()).toArray());
    }

    /** @return {@code [nodes.length, out]}; the caller closes it */
    Tensor logits(int[] nodes) {
        List<Stage> stages = network.stages();
        if (network.hops() == 0 && nodes.length < input.rows()) {
            return inBlocks(nodes, stages);
        }
        if (mostFloats == 0 || stages.stream().anyMatch(stage -> stage.hops() == Stage.ANYWHERE)) {
            return selected(nodes, List.of(new Stage(Stage.ANYWHERE, 0, network::forward)));
        }
        long widest = stages.stream().mapToLong(Stage::width).max().orElse(1);
        return input.rows() <= mostFloats / Math.max(1, Math.max(widest, inputWidth()))
                ? selected(nodes, stages)
                : inBlocks(nodes, stages);
    }

    /** Each stage for all nodes. */
    private Tensor selected(int[] nodes, List<Stage> stages) {
        Tensor before = null;
        for (int s = 0; s < stages.size(); s++) {
            boolean last = s == stages.size() - 1;
            Tensor read = before;
            try (Tape tape = tape()) {
                Input x = read == null ? input : Input.of(tape.constant(read));
                Tensor result =
                        stages.get(s).function().apply(tape, x, graph.whole()).value();
                readsOrder |= tape.readsOrder();
                before = last
                        ? filled(nodes.length, result.columns(), y -> InputRows.copy(engine, result, nodes, y))
                        : filled(result.rows(), result.columns(), y -> y.copyFrom(result));
            } finally {
                close(read);
            }
        }
        return before;
    }

    private static void close(Tensor tensor) {
        if (tensor != null) {
            tensor.close();
        }
    }

    /** A new tensor, closed again where it cannot be filled. */
    private static Tensor filled(int rows, int columns, Consumer<Tensor> content) {
        Tensor tensor = Tensor.uninitialised(rows, columns);
        try {
            content.accept(tensor);
            return tensor;
        } catch (RuntimeException | Error e) {
            tensor.close();
            throw e;
        }
    }

    private Tensor inBlocks(int[] nodes, List<Stage> stages) {
        List<Csr> relations = graph.relations();
        NeighbourSampler sampler =
                new NeighbourSampler(engine.workers(), input.rows(), relations, NeighbourSampler.ALL, 0);
        int[][] wanted = new int[stages.size()][];
        wanted[stages.size() - 1] = nodes;
        for (int s = stages.size() - 1; s > 0; s--) {
            wanted[s - 1] = surroundings(wanted[s], stages.get(s).hops(), relations);
        }
        Tensor before = null;
        int[] rowOf = null;
        for (int s = 0; s < stages.size(); s++) {
            Tensor read = before;
            try {
                before = stage(stages.get(s), wanted[s], read, rowOf, sampler);
            } finally {
                close(read);
            }
            rowOf = positions(wanted[s]);
        }
        return before;
    }

    /** The nodes themselves and all that are at most some hops away, ascending. */
    private int[] surroundings(int[] nodes, int hops, List<Csr> relations) {
        boolean[] inside = new boolean[input.rows()];
        for (int node : nodes) {
            inside[node] = true;
        }
        int[] all = nodes;
        for (int hop = 0; hop < hops && all.length < inside.length; hop++) {
            for (int node : all) {
                for (Csr relation : relations) {
                    for (int k = relation.offsets()[node]; k < relation.offsets()[node + 1]; k++) {
                        inside[relation.indices()[k]] = true;
                    }
                }
            }
            all = IntStream.range(0, inside.length).filter(i -> inside[i]).toArray();
        }
        return all;
    }

    private int[] positions(int[] nodes) {
        int[] rowOf = new int[input.rows()];
        Arrays.fill(rowOf, -1);
        for (int r = 0; r < nodes.length; r++) {
            rowOf[nodes[r]] = r;
        }
        return rowOf;
    }

    /** One stage for some nodes; {@code before} holds the last one's values, in the rows that {@code rowOf} says. */
    private Tensor stage(Stage stage, int[] nodes, Tensor before, int[] rowOf, NeighbourSampler sampler) {
        int most = mostRows(before, stage.width());
        return filled(nodes.length, stage.width(), values -> {
            for (int from = 0; from < nodes.length; ) {
                int to = blockEnd(nodes, from, most);
                NeighbourSampler.Sample sample = sampler.around(Arrays.copyOfRange(nodes, from, to), stage.hops(), 0);
                try (Neighbourhoods part = graph.part(sample, stage.hops());
                        Tape tape = tape();
                        InputRows rows = before == null ? InputRows.of(engine, input, sample.nodes()) : null) {
                    Input x = before == null ? rows.input() : hidden(tape, before, rowOf, sample.nodes());
                    Tensor result = stage.function().apply(tape, x, part).value();
                    readsOrder |= tape.readsOrder();
                    long rowBytes = (long) values.columns() * Float.BYTES;
                    MemorySegment.copy(result.memory(), 0, values.memory(), from * rowBytes, (to - from) * rowBytes);
                }
                from = to;
            }
        });
    }

    private Input hidden(Tape tape, Tensor before, int[] rowOf, int[] nodes) {
        int[] rows = new int[nodes.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = rowOf[nodes[i]];
        }
        return Input.of(tape.ownedConstant(InputRows.gather(engine, before, rows)));
    }

    private int mostRows(Tensor before, int width) {
        long in = before == null ? inputWidth() : before.columns();
        long most = mostFloats == 0 ? MOST_FLOATS / GATHERED : mostFloats;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, most / Math.max(1, Math.max(in, width))));
    }

    /** Floats of a row; a sparse entry is an index, a value and their places in the transpose. */
    private long inputWidth() {
        return input instanceof Input.Sparse sparse
                ? 4L * sparse.matrix().pattern().arcs() / Math.max(1, input.rows())
                : input.columns();
    }

    /** As many nodes as have, with all their neighbours, about {@code most} rows. */
    private int blockEnd(int[] nodes, int from, int most) {
        List<Csr> relations = graph.relations();
        long rows = 0;
        int to = from;
        while (to < nodes.length) {
            rows++;
            for (Csr relation : relations) {
                rows += relation.offsets()[nodes[to] + 1] - relation.offsets()[nodes[to]];
            }
            if (rows > most && to > from) {
                break;
            }
            to++;
        }
        return to;
    }
}
