package dev.kith.bench;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Gemm;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.gnn.tensor.kernel.Dropout;
import java.util.List;

/**
 * Forward and backward of a two-layer GCN, {@code Â · relu(Â · X · W0 + b0) · W1 + b1}, with every product and every
 * buffer written out: what a tape is held against.
 */
final class GcnByHand {
    private final Engine engine;
    private final SparseMatrix a;
    private final SparseMatrix transposed;
    private final Input input;
    /** {@code Â · X} where the features are dense, else null. */
    private final Tensor aggregated;

    private final Parameter w0;
    private final Parameter w1;
    private final Parameter b0;
    private final Parameter b1;
    private final int[] rows;
    private final int[] labels;

    /** @param parameters those of the network, which this trains as well: weights, then biases */
    GcnByHand(Engine engine, Neighbourhoods graph, Input input, List<Parameter> parameters, int[] rows, int[] labels) {
        this.engine = engine;
        this.a = graph.symmetric();
        this.transposed = a.transpose();
        this.input = input;
        this.aggregated = input instanceof Input.Dense dense ? graph.aggregated(engine, a, dense.tensor()) : null;
        this.w0 = parameters.get(0);
        this.w1 = parameters.get(1);
        this.b0 = parameters.get(2);
        this.b1 = parameters.get(3);
        this.rows = rows;
        this.labels = labels;
    }

    /** One forward and backward pass; returns the loss. */
    double step() {
        var pool = engine.pool();
        var elements = engine.elements();
        int n = a.rows();
        int hiddenWidth = w0.value().columns();
        int classes = w1.value().columns();

        Tensor hidden = pool.take(n, hiddenWidth);
        if (aggregated != null) {
            Gemm.multiply(engine, aggregated, w0.value(), 0f, hidden);
        } else {
            Tensor product = pool.take(n, hiddenWidth);
            features().multiply(engine, w0.value(), 0f, product);
            a.multiply(engine, product, 0f, hidden);
            pool.release(product);
        }
        elements.biasActivate(hidden, b0.value(), Activation.RELU, Dropout.NONE);
        Tensor product = pool.take(n, classes);
        Gemm.multiply(engine, hidden, w1.value(), 0f, product);
        Tensor logits = pool.take(n, classes);
        a.multiply(engine, product, 0f, logits);
        elements.biasActivate(logits, b1.value(), Activation.IDENTITY, Dropout.NONE);

        Tensor g = pool.takeZeroed(n, classes);
        double loss = elements.crossEntropy(logits, rows, labels, null, g, 1f);
        pool.release(logits);
        elements.columnSums(g, 1f, b1.gradient());
        transposed.multiply(engine, g, 0f, product);
        pool.release(g);
        Gemm.transposedMultiply(engine, hidden, product, 1f, w1.gradient());
        Tensor gHidden = pool.take(n, hiddenWidth);
        Gemm.multiplyTransposed(engine, product, w1.value(), 0f, gHidden);
        pool.release(product);
        elements.biasActivateBackward(hidden, gHidden, Activation.RELU, Dropout.NONE);
        pool.release(hidden);
        elements.columnSums(gHidden, 1f, b0.gradient());
        if (aggregated != null) {
            Gemm.transposedMultiply(engine, aggregated, gHidden, 1f, w0.gradient());
        } else {
            Tensor gProduct = pool.take(n, hiddenWidth);
            transposed.multiply(engine, gHidden, 0f, gProduct);
            features().transpose().multiply(engine, gProduct, 1f, w0.gradient());
            pool.release(gProduct);
        }
        pool.release(gHidden);
        return loss;
    }

    private SparseMatrix features() {
        return ((Input.Sparse) input).matrix();
    }
}
