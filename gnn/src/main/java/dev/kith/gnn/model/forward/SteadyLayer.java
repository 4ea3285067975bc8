package dev.kith.gnn.model.forward;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.GatherRows;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.autograd.ops.SparseFeatureMatMul;
import dev.kith.gnn.autograd.ops.SparseMatMul;
import dev.kith.gnn.conv.Conv;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Some rows of a layer whose input stays the same while its weights change. Where the layer is linear in its neighbours
 * these are aggregated once, and only for the rows that are asked for; sparse features are multiplied with the weights
 * first, since their aggregates would be dense.
 */
final class SteadyLayer implements AutoCloseable {
    private final Engine engine;
    private final LocalLayer layer;
    private final Neighbourhoods graph;
    private final int stream;
    private final Pass pass;
    private final List<Product> products = new ArrayList<>();
    private final SparseMatrix selection;

    /** @param rows of the layer's output, in this order */
    SteadyLayer(Engine engine, LocalLayer layer, Pass pass, LocalObjective objective, int stream, int[] rows) {
        this.engine = engine;
        this.layer = layer;
        this.pass = pass;
        this.stream = stream;
        this.graph = objective.graph(stream);
        this.selection = GatherRows.selection(rows, graph.nodes());
        for (Conv.Term term : layer.terms(graph)) {
            products.add(product(term, rows));
        }
    }

    private Product product(Conv.Term term, int[] rows) {
        SparseMatrix some =
                term.propagation() == null ? selection : term.propagation().rows(rows);
        try (Tape tape = Tape.inference(engine)) {
            Input x = pass.input(tape, stream);
            if (x instanceof Input.Sparse sparse) {
                return term.propagation() == null
                        ? new Product(term, sparse.matrix().rows(rows), null, null)
                        : new Product(term, sparse.matrix(), some, null);
            }
            Tensor aggregated = engine.pool().take(rows.length, x.columns());
            some.multiply(engine, x.dense(tape).value(), 0f, aggregated);
            return new Product(term, null, null, aggregated);
        }
    }

    /**
     * A term of the sum, as {@code aggregated · W} or as {@code after · (features · W)}.
     *
     * @param after null for the features' product as it is
     */
    private record Product(Conv.Term term, SparseMatrix features, SparseMatrix after, Tensor aggregated) {
        Variable weight(Tape tape) {
            return tape.parameter(term.weight());
        }

        /** Of sparse features. */
        Variable value(Tape tape) {
            Variable weight = weight(tape);
            Variable product = SparseFeatureMatMul.apply(tape, features, weight, 0f);
            return after == null ? product : SparseMatMul.apply(tape, after, product);
        }
    }

    /** @return {@code [rows, d]} */
    Variable apply(Tape tape) {
        if (products.isEmpty()) {
            Variable all = layer.forward(tape, pass.input(tape, stream), graph);
            return SparseMatMul.apply(tape, selection, all);
        }
        return layer.activated(tape, products.getFirst().aggregated() == null ? sparse(tape) : dense(tape));
    }

    private Variable dense(Tape tape) {
        return MatMul.sum(
                tape,
                products.stream()
                        .map(product -> tape.constant(product.aggregated()))
                        .toList(),
                products.stream().map(product -> product.weight(tape)).toList());
    }

    private Variable sparse(Tape tape) {
        return products.stream()
                .map(product -> product.value(tape))
                .reduce((sum, value) -> Add.apply(tape, sum, value))
                .orElseThrow();
    }

    /** Gives the aggregates back. */
    @Override
    public void close() {
        products.stream().map(Product::aggregated).filter(Objects::nonNull).forEach(engine.pool()::release);
        products.clear();
    }
}
