package dev.kith.gnn.tensor.kernel;

import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.Sums;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Held.Agreement;
import dev.kith.gnn.tensor.kernel.Held.Output;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gates of a recurrent cell, forwards and backwards, by their equations. */
class GateKernelsTest {
    private static final int ROWS = 7;
    /** All that is multiplied and added here is below 1 or 2. */
    private static final double SIZE = 3.0;

    private static double sigmoid(double x) {
        return 1.0 / (1.0 + Math.exp(-x));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void gates(int width) {
        Sums next = Sums.zeros(ROWS, width);
        Sums da = Sums.zeros(ROWS, 3 * width);
        Sums dc = Sums.zeros(ROWS, 3 * width);
        Sums dState = Sums.zeros(ROWS, width);
        try (Tensor a = Draw.tensor(1, ROWS, 3 * width);
                Tensor c = Draw.tensor(2, ROWS, 3 * width);
                Tensor state = Draw.tensor(3, ROWS, width);
                Tensor g = Draw.tensor(4, ROWS, width)) {
            for (int i = 0; i < ROWS; i++) {
                for (int u = 0; u < width; u++) {
                    double r = sigmoid((double) a.get(i, u) + c.get(i, u));
                    double z = sigmoid((double) a.get(i, width + u) + c.get(i, width + u));
                    double candidate = c.get(i, 2 * width + u);
                    double q = Math.tanh(a.get(i, 2 * width + u) + r * candidate);
                    double s = state.get(i, u);
                    double dq = g.get(i, u) * (1.0 - z) * (1.0 - q * q);
                    double dz = g.get(i, u) * (s - q) * z * (1.0 - z);
                    double dr = dq * candidate * r * (1.0 - r);
                    next.add(i, u, (1.0 - z) * q + z * s, SIZE);
                    dState.add(i, u, g.get(i, u) * z, SIZE);
                    for (Sums gradient : new Sums[] {da, dc}) {
                        gradient.add(i, u, dr, SIZE);
                        gradient.add(i, width + u, dz, SIZE);
                        gradient.add(i, 2 * width + u, gradient == da ? dq : dq * r, SIZE);
                    }
                }
            }
            Held.check(
                    ROWS,
                    Agreement.BITS,
                    (kernels, out, from, to) -> {
                        kernels.gates()
                                .gates(
                                        a.memory(),
                                        c.memory(),
                                        state.memory(),
                                        width,
                                        out.get(0).memory(),
                                        from,
                                        to);
                        kernels.gates()
                                .gatesBackward(
                                        a.memory(),
                                        c.memory(),
                                        state.memory(),
                                        g.memory(),
                                        width,
                                        out.get(1).memory(),
                                        out.get(2).memory(),
                                        out.get(3).memory(),
                                        from,
                                        to);
                    },
                    new Output(Draw.notNumbers(ROWS, width), next),
                    new Output(Draw.notNumbers(ROWS, 3 * width), da),
                    new Output(Draw.notNumbers(ROWS, 3 * width), dc),
                    new Output(Draw.notNumbers(ROWS, width), dState));
        }
    }
}
