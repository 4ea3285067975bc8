package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Tensor;

/** {@code y[i, h] = <x[i, h·d..], a[h·d..]>}: {@code [n, heads · d], [1, heads · d] → [n, heads]}. */
public final class HeadDots {
    private HeadDots() {}

    public static Variable apply(Tape tape, Variable x, Variable a, int heads) {
        var engine = tape.engine();
        int width = x.columns() / heads;
        Tensor dots = engine.pool().take(x.rows(), heads);
        engine.elements().rows(x.value(), (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int h = 0; h < heads; h++) {
                    float sum = 0f;
                    for (int c = h * width; c < (h + 1) * width; c++) {
                        sum = Math.fma(x.value().get(i, c), a.value().get(0, c), sum);
                    }
                    dots.set(i, h, sum);
                }
            }
        });
        return tape.record(
                dots,
                output -> {
                    Tensor g = output.gradient();
                    x.accumulate((gx, beta) -> engine.elements().rows(gx, (from, to) -> {
                        for (int i = from; i < to; i++) {
                            for (int c = 0; c < gx.columns(); c++) {
                                float before = beta == 0f ? 0f : gx.get(i, c);
                                gx.set(
                                        i,
                                        c,
                                        Math.fma(g.get(i, c / width), a.value().get(0, c), before));
                            }
                        }
                    }));
                    a.accumulate((ga, beta) -> {
                        Tensor product = engine.pool().take(x.rows(), x.columns());
                        engine.elements().rows(product, (from, to) -> {
                            for (int i = from; i < to; i++) {
                                for (int c = 0; c < product.columns(); c++) {
                                    product.set(
                                            i,
                                            c,
                                            g.get(i, c / width) * x.value().get(i, c));
                                }
                            }
                        });
                        engine.elements().columnSums(product, beta, ga);
                        engine.pool().release(product);
                    });
                },
                x,
                a);
    }
}
