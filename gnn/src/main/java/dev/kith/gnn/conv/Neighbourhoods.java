package dev.kith.gnn.conv;

import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.FoldPlan;
import dev.kith.gnn.tensor.NeighbourTrees;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The graph as layers read it: row i holds the nodes that i hears from. Normalised forms are made when first asked for
 * and kept, as are aggregations of constant features.
 */
public final class Neighbourhoods implements AutoCloseable {
    private final Csr incoming;
    private final List<Neighbourhoods> byType;
    private final Part part;
    private final Map<String, SparseMatrix> forms = new HashMap<>();
    private final Map<Product, Tensor> products = new HashMap<>();
    private SparsePattern pattern;
    private SparsePattern closed;
    private float[] logWeights;
    private float[] closedLogWeights;
    private Senders senders;
    private NeighbourTrees trees;
    private FoldPlan fold;
    private Neighbourhoods reversed;
    private Neighbourhoods square;

    private Neighbourhoods(Csr incoming, List<Neighbourhoods> byType, Part part) {
        this.incoming = incoming;
        this.byType = byType;
        this.part = part;
    }

    /** @param incoming row i holds the nodes that i hears from; square, or of the first nodes only */
    public static Neighbourhoods of(Csr incoming) {
        return new Neighbourhoods(incoming, List.of(), null);
    }

    /** Both directions apart, where they are not each other's transpose: of a sample, for example. */
    public static Neighbourhoods of(Neighbourhoods incoming, Neighbourhoods outgoing) {
        incoming.reversed = outgoing;
        outgoing.reversed = incoming;
        return incoming;
    }

    /** @param byType the arcs of each relationship type and direction that is to be told apart */
    public static Neighbourhoods of(Csr incoming, List<Csr> byType) {
        return ofTypes(incoming, byType.stream().map(Neighbourhoods::of).toList());
    }

    /** As {@link #of(Csr, List)}, of types that are parts. */
    public static Neighbourhoods ofTypes(Csr incoming, List<Neighbourhoods> byType) {
        return new Neighbourhoods(incoming, byType, null);
    }

    /**
     * A part of this graph in which some nodes have all their neighbours, or a sample of them. Forms that depend on the
     * neighbours' degrees are cut from those of the whole graph, and where neighbours were left out, sums are scaled up
     * by their share: a layer computes for these nodes what it does in the whole graph, or an estimate without bias.
     *
     * @param nodes {@code [m]}, the part's nodes in this graph
     * @param complete how many of them, the first ones, have neighbours
     * @param rows {@code complete × m}, or {@code m × m} with the other rows empty; an arc's origin is its position here
     */
    public Neighbourhoods part(int[] nodes, int complete, Csr rows) {
        return new Neighbourhoods(rows, List.of(), new Part(this, nodes, complete));
    }

    /** The nodes that have neighbourhoods. */
    public int nodes() {
        return incoming.rows();
    }

    /** The nodes that are heard: of a part these may be more, those with neighbourhoods the first of them. */
    public int columns() {
        return incoming.columns();
    }

    /**
     * The same with a row for every node that is heard, for layers that read rows and columns as the same nodes: those
     * beyond {@link #nodes} hear nobody.
     */
    public synchronized Neighbourhoods square() {
        if (nodes() == columns()) {
            return this;
        }
        if (square == null) {
            square = new Neighbourhoods(incoming.square(), List.of(), part);
        }
        return square;
    }

    /** Whether it is a part of another one, for one step. */
    public boolean isPart() {
        return part != null;
    }

    /** Arcs of all types. */
    public int arcs() {
        return incoming.arcs() + byType.stream().mapToInt(Neighbourhoods::arcs).sum();
    }

    public Csr incoming() {
        return incoming;
    }

    /** The neighbourhoods of single relationship types; empty where the model did not ask for them. */
    public List<Neighbourhoods> byType() {
        return byType;
    }

    public synchronized SparsePattern pattern() {
        if (pattern == null) {
            pattern = SparsePattern.of(incoming);
        }
        return pattern;
    }

    /** The pattern with each node in its own neighbourhood, once. */
    public synchronized SparsePattern closed() {
        if (closed == null) {
            closed = SelfLoops.pattern(incoming);
        }
        return closed;
    }

    /** Logarithms of the weights of {@link #pattern}'s arcs, or null where these have none; not to be changed. */
    public synchronized float[] logWeights() {
        if (logWeights == null && incoming.weights() != null) {
            logWeights = Normalisation.logarithms(incoming.weights());
        }
        return logWeights;
    }

    /** The same for {@link #closed}; 0 for a node's arc to itself. */
    public synchronized float[] closedLogWeights() {
        if (closedLogWeights == null && incoming.weights() != null) {
            closedLogWeights = Normalisation.logarithms(SelfLoops.weights(incoming));
        }
        return closedLogWeights;
    }

    /** The other direction: row i holds the nodes that hear from i. */
    public synchronized Neighbourhoods reversed() {
        if (reversed == null) {
            reversed = of(incoming.transpose());
            reversed.reversed = this;
        }
        return reversed;
    }

    /** Plain sums, with the arcs' weights where there are any. */
    public SparseMatrix sum() {
        return form(
                "sum",
                () -> part == null
                        ? new SparseMatrix(pattern(), incoming.weights(), null)
                        : part.cut(part.whole().sum(), incoming, pattern(), false));
    }

    /** Means; zero for a node without neighbours. Weighted arcs give weighted means. */
    public SparseMatrix mean() {
        return form("mean", () -> Normalisation.mean(pattern(), incoming.weights()));
    }

    /** The nodes that arcs are read from, and means over them alone. */
    public synchronized Senders senders() {
        if (senders == null) {
            senders = new Senders(pattern(), incoming.weights());
        }
        return senders;
    }

    /** A balanced tree over each node's neighbours. */
    public synchronized NeighbourTrees trees() {
        if (trees == null) {
            trees = NeighbourTrees.balanced(pattern());
        }
        return trees;
    }

    /** The order in which all nodes' neighbours are read one after the other. */
    public synchronized FoldPlan fold() {
        if (fold == null) {
            fold = FoldPlan.of(pattern());
        }
        return fold;
    }

    /** {@code D^-½ (A + I) D^-½} (Kipf and Welling 2017, equation 2). */
    public SparseMatrix symmetric() {
        return form(
                "symmetric",
                () -> part == null
                        ? Normalisation.symmetric(closed(), incoming)
                        : part.cut(part.whole().symmetric(), incoming, closed(), true));
    }

    /** {@code D_in^-½ A D_out^-½} without self-loops (Rossi et al. 2023). */
    public SparseMatrix directed() {
        return form(
                "directed",
                () -> part == null
                        ? Normalisation.directed(pattern(), incoming.weights())
                        : part.cut(part.whole().directed(), incoming, pattern(), false));
    }

    private synchronized SparseMatrix form(String name, Supplier<SparseMatrix> made) {
        SparseMatrix form = forms.get(name);
        if (form == null) {
            form = made.get();
            forms.put(name, form);
        }
        return form;
    }

    /** {@code form · x} for features that stay the same in every step, computed once. */
    public synchronized Tensor aggregated(Engine engine, SparseMatrix form, Tensor x) {
        return products.computeIfAbsent(new Product(form, x), factors -> {
            Tensor product = Tensor.uninitialised(form.rows(), x.columns());
            form.multiply(engine, x, 0f, product);
            return product;
        });
    }

    /** Bytes of all that has been made so far: arrays of the heap, and products beside it. */
    public synchronized long bytes() {
        long types = byType.stream().mapToLong(Neighbourhoods::bytes).sum();
        return ownBytes() + types + (reversed == null ? 0 : reversed.ownBytes());
    }

    private long ownBytes() {
        int[][] arrays = {incoming.offsets(), incoming.indices(), incoming.origins()};
        long bytes = Arrays.stream(arrays)
                .filter(Objects::nonNull)
                .mapToLong(array -> 4L * array.length)
                .sum();
        long weightBytes = incoming.weights() == null ? 0 : 4L * incoming.weights().length;
        if (pattern != null) {
            // It stands on the arrays of the incoming arcs.
            bytes += pattern.bytes() - 4L * (incoming.offsets().length + incoming.indices().length);
        }
        bytes += weightBytes + (closed == null ? 0 : closed.bytes());
        bytes += (trees == null ? 0 : trees.bytes()) + (fold == null ? 0 : fold.bytes());
        for (SparseMatrix form : forms.values()) {
            boolean shared = weightBytes > 0 && form.values() == incoming.weights();
            bytes += form.valueBytes() - (shared ? weightBytes : 0);
        }
        return bytes + products.values().stream().mapToLong(Tensor::bytes).sum();
    }

    /** Both factors by identity. */
    private record Product(SparseMatrix form, Tensor x) {}

    @Override
    public synchronized void close() {
        products.values().forEach(Tensor::close);
        products.clear();
        byType.forEach(Neighbourhoods::close);
        if (square != null) {
            square.close();
        }
        if (reversed != null) {
            Neighbourhoods other = reversed;
            reversed = null;
            other.reversed = null;
            other.close();
        }
    }
}
