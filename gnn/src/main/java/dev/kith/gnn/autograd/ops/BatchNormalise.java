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
        Elements elements = engine.elements();
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
        for (int c = 0; c < f; c++) {
            inverse.value().set(0, c, (float) (1.0 / Math.sqrt(variance.get(0, c) + EPSILON)));
        }
        Tensor centre = mean;
        Variable normal = tape.ownedConstant(engine.pool().take(n, f));
        Tensor y = engine.pool().take(n, f);
        elements.rows(y, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < f; c++) {
                    float z = (x.value().get(i, c) - centre.get(0, c))
                            * inverse.value().get(0, c);
                    normal.value().set(i, c, z);
                    y.set(i, c, z * gain.value().get(0, c) + bias.value().get(0, c));
                }
            }
        });
        return tape.record(
                y,
                output -> {
                    Tensor g = output.gradient();
                    Tensor sums = engine.pool().take(1, f);
                    Tensor along = engine.pool().take(1, f);
                    Tensor product = engine.pool().take(n, f);
                    elements.columnSums(g, 0f, sums);
                    elements.multiply(g, normal.value(), 0f, product);
                    elements.columnSums(product, 0f, along);
                    engine.pool().release(product);
                    bias.accumulate((gb, beta) -> elements.axpby(1f, sums, beta, gb));
                    gain.accumulate((gg, beta) -> elements.axpby(1f, along, beta, gg));
                    x.accumulate((gx, beta) -> elements.rows(gx, (from, to) -> {
                        for (int i = from; i < to; i++) {
                            for (int c = 0; c < f; c++) {
                                float d = g.get(i, c)
                                        - (sums.get(0, c) + normal.value().get(i, c) * along.get(0, c)) / n;
                                float before = beta == 0f ? 0f : gx.get(i, c);
                                float factor =
                                        gain.value().get(0, c) * inverse.value().get(0, c);
                                gx.set(i, c, Math.fma(d, factor, before));
                            }
                        }
                    }));
                    engine.pool().release(sums);
                    engine.pool().release(along);
                },
                x,
                gain,
                bias);
    }

    private static void batchMoments(Engine engine, Tensor x, Tensor mean, Tensor variance) {
        int n = x.rows();
        int f = x.columns();
        Elements elements = engine.elements();
        elements.columnSums(x, 0f, mean);
        for (int c = 0; c < f; c++) {
            mean.set(0, c, mean.get(0, c) / n);
        }
        Tensor squares = engine.pool().take(n, f);
        elements.rows(squares, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < f; c++) {
                    float d = x.get(i, c) - mean.get(0, c);
                    squares.set(i, c, d * d);
                }
            }
        });
        elements.columnSums(squares, 0f, variance);
        engine.pool().release(squares);
        for (int c = 0; c < f; c++) {
            variance.set(0, c, variance.get(0, c) / n);
        }
    }

    private static void move(Tensor running, Tensor batch, float factor) {
        for (int c = 0; c < running.columns(); c++) {
            running.set(0, c, (1f - MOMENTUM) * running.get(0, c) + MOMENTUM * factor * batch.get(0, c));
        }
    }
}
