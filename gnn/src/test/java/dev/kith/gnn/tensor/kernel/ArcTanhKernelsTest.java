package dev.kith.gnn.tensor.kernel;

import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Sums;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Held.Agreement;
import dev.kith.gnn.tensor.kernel.Held.Output;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heads × width: narrower and wider than a vector, and across vectors. */
class ArcTanhKernelsTest {
    private static final int ROWS = 23;
    private static final int COLUMNS = 101;
    private static final SparsePattern PATTERN = Draw.pattern(1, ROWS, COLUMNS, 900);
    private static final int[] OFFSETS = PATTERN.offsets();
    private static final int[] INDICES = PATTERN.indices();

    private static double tanh(Tensor own, int i, Tensor other, int arc, int c) {
        return Math.tanh((double) own.get(i, c) + other.get(INDICES[arc], c));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "1,130", "2,3", "3,7", "17,1", "8,4", "3,16", "5,17", "2,64"})
    void dots(int heads, int width) {
        int columns = heads * width;
        try (Tensor own = Draw.tensor(2, ROWS, columns);
                Tensor other = Draw.tensor(3, COLUMNS, columns);
                Tensor gate = Draw.tensor(4, 1, columns)) {
            Sums expected = Sums.zeros(PATTERN.arcs(), heads);
            for (int i = 0; i < ROWS; i++) {
                for (int k = OFFSETS[i]; k < OFFSETS[i + 1]; k++) {
                    for (int c = 0; c < columns; c++) {
                        expected.add(
                                k, c / width, gate.get(0, c) * tanh(own, i, other, k, c), Math.abs(gate.get(0, c)));
                    }
                }
            }
            Held.check(
                    ROWS,
                    Agreement.ROUNDING,
                    (kernels, out, from, to) -> kernels.arcTanh()
                            .dots(
                                    OFFSETS,
                                    INDICES,
                                    own.memory(),
                                    other.memory(),
                                    gate.memory(),
                                    heads,
                                    width,
                                    out.get(0).memory(),
                                    from,
                                    to),
                    new Output(Draw.notNumbers(PATTERN.arcs(), heads), expected));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "1,130", "2,3", "3,7", "17,1", "8,4", "3,16", "5,17", "2,64"})
    void sums(int heads, int width) {
        int columns = heads * width;
        try (Tensor own = Draw.tensor(5, ROWS, columns);
                Tensor other = Draw.tensor(6, COLUMNS, columns);
                Tensor d = Draw.tensor(7, PATTERN.arcs(), heads)) {
            Sums expected = Sums.zeros(ROWS, columns);
            for (int i = 0; i < ROWS; i++) {
                for (int k = OFFSETS[i]; k < OFFSETS[i + 1]; k++) {
                    for (int c = 0; c < columns; c++) {
                        double upstream = d.get(k, c / width);
                        expected.add(i, c, upstream * tanh(own, i, other, k, c), Math.abs(upstream));
                    }
                }
            }
            Held.check(
                    ROWS,
                    Agreement.BITS,
                    (kernels, out, from, to) -> kernels.arcTanh()
                            .sums(
                                    OFFSETS,
                                    INDICES,
                                    own.memory(),
                                    other.memory(),
                                    d.memory(),
                                    heads,
                                    width,
                                    out.get(0).memory(),
                                    from,
                                    to),
                    new Output(Draw.notNumbers(ROWS, columns), expected));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "1,130", "2,3", "3,7", "17,1", "8,4", "3,16", "5,17", "2,64"})
    void slopes(int heads, int width) {
        int columns = heads * width;
        try (Tensor own = Draw.tensor(8, ROWS, columns);
                Tensor other = Draw.tensor(9, COLUMNS, columns);
                Tensor gate = Draw.tensor(10, 1, columns);
                Tensor d = Draw.tensor(11, PATTERN.arcs(), heads)) {
            for (int[] order : Arrays.asList(null, PATTERN.transpose().order())) {
                for (float beta : new float[] {0f, 1f}) {
                    Tensor start = Draw.start(12, ROWS, columns, beta);
                    Sums expected = Sums.of(start, beta);
                    for (int i = 0; i < ROWS; i++) {
                        for (int k = OFFSETS[i]; k < OFFSETS[i + 1]; k++) {
                            for (int c = 0; c < columns; c++) {
                                double t = tanh(own, i, other, k, c);
                                double factor =
                                        gate.get(0, c) * (double) d.get(order == null ? k : order[k], c / width);
                                expected.add(i, c, factor * (1.0 - t * t), Math.abs(factor));
                            }
                        }
                    }
                    Held.check(
                            ROWS,
                            Agreement.BITS,
                            (kernels, out, from, to) -> kernels.arcTanh()
                                    .slopes(
                                            OFFSETS,
                                            INDICES,
                                            order,
                                            own.memory(),
                                            other.memory(),
                                            gate.memory(),
                                            d.memory(),
                                            heads,
                                            width,
                                            beta,
                                            out.get(0).memory(),
                                            from,
                                            to),
                            new Output(start, expected));
                }
            }
        }
    }
}
