package dev.kith.gnn.conv;

import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The graph as layers read it: row i holds the nodes that i hears from. Normalised forms are made when first asked for
 * and kept, as are aggregations of constant features.
 */
public final class Neighbourhoods implements AutoCloseable {
    private final Csr incoming;
    private final List<Neighbourhoods> byType;
    private final Map<String, SparseMatrix> forms = new HashMap<>();
    private final Map<Product, Tensor> products = new HashMap<>();
    private SparsePattern pattern;
    private SparsePattern closed;
    private float[] logWeights;
    private float[] closedLogWeights;
    private Senders senders;
    private Neighbourhoods reversed;

    private Neighbourhoods(Csr incoming, List<Neighbourhoods> byType) {
        this.incoming = incoming;
        this.byType = byType;
    }

    /** @param incoming square; row i holds the nodes that i hears from */
    public static Neighbourhoods of(Csr incoming) {
        return new Neighbourhoods(incoming, List.of());
    }

    /** @param byType the arcs of each relationship type and direction that is to be told apart */
    public static Neighbourhoods of(Csr incoming, List<Csr> byType) {
        return new Neighbourhoods(
                incoming, byType.stream().map(Neighbourhoods::of).toList());
    }

    public int nodes() {
        return incoming.rows();
    }

    public int arcs() {
        return incoming.arcs();
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
        return form("sum", () -> new SparseMatrix(pattern(), incoming.weights(), null));
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

    /** {@code D^-½ (A + I) D^-½} (Kipf and Welling 2017, equation 2). */
    public SparseMatrix symmetric() {
        return form("symmetric", () -> Normalisation.symmetric(closed(), incoming));
    }

    /** {@code D_in^-½ A D_out^-½} without self-loops (Rossi et al. 2023). */
    public SparseMatrix directed() {
        return form("directed", () -> Normalisation.directed(pattern(), incoming.weights()));
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

    /** Both factors by identity. */
    private record Product(SparseMatrix form, Tensor x) {}

    @Override
    public synchronized void close() {
        products.values().forEach(Tensor::close);
        products.clear();
        byType.forEach(Neighbourhoods::close);
        if (reversed != null) {
            Neighbourhoods other = reversed;
            reversed = null;
            other.reversed = null;
            other.close();
        }
    }
}
