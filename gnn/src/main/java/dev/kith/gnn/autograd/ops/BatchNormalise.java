package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Elements;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;

/**
 * Columns to mean 0 and variance 1 over the rows, then scaled and shifted: {@code y = gain ⊙ (x - mean) / √(var + ε) +
 * bias}, ε = 1e-5 (Ioffe and Szegedy 2015). In training the means are those of the batch and the running ones move
 * towards them; otherwise the running ones are used. {@code [n, f], [1, f], [1, f] → [n, f]}.
 */
public final class BatchNormalise {
    private static final float EPSILON = 1e-5f;
    private static final float MOMENTUM = 0.1f;

    private BatchNormalise() {}

    /**
     * @param runningMean {@code [1, f]}, updated in training
     * @param runningVariance {@code [1, f]}, updated in training
     */
    public static Variable apply(
            Tape tape, Variable x, Variable gain, Variable bias, Tensor runningMean, Tensor runningVariance) {
        Engine engine = tape.engine();
        int n = x.rows();
        int f = x.columns();
        Tensor mean = runningMean;
        Tensor variance = runningVariance;
        if (tape.isTraining()) {
            mean = tape.ownedConstant(engine.pool().take(1, f)).value();
            variance = tape.ownedConstant(engine.pool().take(1, f)).value();
            batchMoments(engine, x.value(), mean, variance);
            move(runningMean, mean, 1f);
            move(runningVariance, variance, n > 1 ? (float) n / (n - 1) : 1f);
        }
        Variable inverse = tape.ownedConstant(engine.pool().take(1, f));
        Variable factor = tape.ownedConstant(engine.pool().take(1, f));
        for (int c = 0; c < f; c++) {
            float scale = (float) (1.0 / Math.sqrt(variance.get(0, c) + EPSILON));
            inverse.value().set(0, c, scale);
            factor.value().set(0, c, scale * gain.value().get(0, c));
        }
        Tensor centre = mean;
        Tensor y = engine.pool().take(n, f);
        scaleColumns(engine, x.value(), centre, factor.value(), bias.value(), 0f, y);
        return tape.record(
                y,
                output -> {
                    Tensor g = output.gradient();
                    Elements elements = engine.elements();
                    Tensor sums = engine.pool().take(1, f);
                    Tensor along = engine.pool().take(1, f);
                    elements.columnSums(g, 0f, sums);
                    columnProducts(engine, g, null, x.value(), centre, along);
                    elements.multiply(along, inverse.value(), 0f, along);
                    bias.accumulate((gb, beta) -> elements.axpby(1f, sums, beta, gb));
                    gain.accumulate((gg, beta) -> elements.axpby(1f, along, beta, gg));
                    x.accumulate((gx, beta) -> {
                        // factor ⊙ (g - Σg / n) - factor ⊙ z · Σ(g ⊙ z) / n, with z = (x - mean) ⊙ inverse
                        Tensor none = engine.pool().takeZeroed(1, f);
                        elements.axpby(1f / n, sums, 0f, sums);
                        scaleColumns(engine, g, sums, factor.value(), none, beta, gx);
                        elements.multiply(along, inverse.value(), 0f, along);
                        elements.multiply(along, factor.value(), 0f, along);
                        elements.axpby(-1f / n, along, 0f, along);
                        scaleColumns(engine, x.value(), centre, along, none, 1f, gx);
                        engine.pool().release(none);
                    });
                    engine.pool().release(sums);
                    engine.pool().release(along);
                },
                x,
                gain,
                bias);
    }

    private static void scaleColumns(
            Engine engine, Tensor x, Tensor centre, Tensor scale, Tensor shift, float beta, Tensor y) {
        var norms = engine.kernels().norms();
        engine.elements()
                .rows(
                        y,
                        (from, to) -> norms.scaleColumns(
                                x.memory(),
                                x.columns(),
                                centre.memory(),
                                scale.memory(),
                                shift.memory(),
                                beta,
                                y.memory(),
                                from,
                                to));
    }

    /** {@code sums = Σ_rows (a - aCentre) ⊙ (x - centre)}. */
    private static void columnProducts(Engine engine, Tensor a, Tensor aCentre, Tensor x, Tensor centre, Tensor sums) {
        var norms = engine.kernels().norms();
        var left = aCentre == null ? null : aCentre.memory();
        engine.elements()
                .sumRows(
                        x,
                        0f,
                        sums,
                        (piece, from, to) -> norms.columnProducts(
                                a.memory(), left, x.memory(), centre.memory(), x.columns(), piece, from, to));
    }

    private static void batchMoments(Engine engine, Tensor x, Tensor mean, Tensor variance) {
        Elements elements = engine.elements();
        float share = 1f / Math.max(1, x.rows());
        elements.columnSums(x, 0f, mean);
        elements.axpby(share, mean, 0f, mean);
        columnProducts(engine, x, mean, x, mean, variance);
        elements.axpby(share, variance, 0f, variance);
    }

    private static void move(Tensor running, Tensor batch, float factor) {
        for (int c = 0; c < running.columns(); c++) {
            running.set(0, c, (1f - MOMENTUM) * running.get(0, c) + MOMENTUM * factor * batch.get(0, c));
        }
    }
}
