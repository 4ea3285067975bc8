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
import org.junit.jupiter.params.provider.ValueSource;

/** What is done with a value for each arc and head; the hub's arcs are more than a block. */
class AttentionKernelsTest {
    private static final int ROWS = 23;
    private static final int COLUMNS = 101;
    private static final SparsePattern PATTERN = Draw.pattern(1, ROWS, COLUMNS, 1100);
    private static final int ARCS = PATTERN.arcs();
    private static final int[] OFFSETS = PATTERN.offsets();
    private static final int[] INDICES = PATTERN.indices();

    /** Logarithms of weights, of which some are 0: one row has no other ones. */
    private static float[] logarithms() {
        float[] bias = Draw.floats(2, ARCS);
        for (int k = 0; k < ARCS; k += 9) {
            bias[k] = Float.NEGATIVE_INFINITY;
        }
        int row = 1;
        while (PATTERN.degree(row) == 0) {
            row++;
        }
        Arrays.fill(bias, OFFSETS[row], OFFSETS[row + 1], Float.NEGATIVE_INFINITY);
        return bias;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 8, 17})
    void softmax(int heads) {
        try (Tensor own = Draw.tensor(3, ROWS, heads);
                Tensor theirs = Draw.tensor(4, COLUMNS, heads)) {
            for (float[] bias : Arrays.asList(null, logarithms())) {
                Sums expected = Sums.zeros(ARCS, heads);
                for (int i = 0; i < ROWS; i++) {
                    for (int h = 0; h < heads; h++) {
                        double total = 0.0;
                        for (int k = OFFSETS[i]; k < OFFSETS[i + 1]; k++) {
                            total += weight(own.get(i, h), theirs.get(INDICES[k], h), bias, k);
                        }
                        for (int k = OFFSETS[i]; k < OFFSETS[i + 1]; k++) {
                            double w = weight(own.get(i, h), theirs.get(INDICES[k], h), bias, k);
                            expected.add(k, h, total == 0.0 ? 0.0 : w / total);
                        }
                    }
                }
                Held.check(
                        ROWS,
                        Agreement.BITS,
                        (kernels, out, from, to) -> kernels.attention()
                                .softmax(
                                        OFFSETS,
                                        INDICES,
                                        bias,
                                        heads,
                                        own.memory(),
                                        theirs.memory(),
                                        out.get(0).memory(),
                                        from,
                                        to),
                        new Output(Draw.notNumbers(ARCS, heads), expected));
            }
        }
    }

    private static double weight(float own, float theirs, float[] bias, int arc) {
        double score = (double) own + theirs;
        return Math.exp((score <= 0.0 ? 0.2 * score : score) + (bias == null ? 0.0 : bias[arc]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 8, 17})
    void softmaxBackward(int heads) {
        try (Tensor own = Draw.tensor(5, ROWS, heads);
                Tensor theirs = Draw.tensor(6, COLUMNS, heads);
                Tensor alpha = Draw.tensor(7, ARCS, heads)) {
            Tensor start = Draw.tensor(8, ARCS, heads);
            Sums expected = Sums.zeros(ARCS, heads);
            for (int i = 0; i < ROWS; i++) {
                for (int h = 0; h < heads; h++) {
                    double mean = 0.0;
                    double size = 0.0;
                    for (int k = OFFSETS[i]; k < OFFSETS[i + 1]; k++) {
                        mean += (double) alpha.get(k, h) * start.get(k, h);
                        size += Math.abs((double) alpha.get(k, h) * start.get(k, h));
                    }
                    for (int k = OFFSETS[i]; k < OFFSETS[i + 1]; k++) {
                        double slope = own.get(i, h) + theirs.get(INDICES[k], h) <= 0f ? 0.2 : 1.0;
                        double g = slope * alpha.get(k, h) * (start.get(k, h) - mean);
                        expected.add(k, h, g, Math.abs(alpha.get(k, h)) * (1.0 + size));
                    }
                }
            }
            Held.check(
                    ROWS,
                    Agreement.BITS,
                    (kernels, out, from, to) -> kernels.attention()
                            .softmaxBackward(
                                    OFFSETS,
                                    INDICES,
                                    heads,
                                    own.memory(),
                                    theirs.memory(),
                                    alpha.memory(),
                                    out.get(0).memory(),
                                    from,
                                    to),
                    new Output(start, expected));
        }
    }

    /** A permutation of the arcs, as a transposed pattern has it. */
    private static int[] order() {
        return PATTERN.transpose().order();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 8, 17})
    void rowSums(int heads) {
        try (Tensor values = Draw.tensor(9, ARCS, heads)) {
            for (int[] order : Arrays.asList(null, order())) {
                for (float beta : new float[] {0f, 1f}) {
                    Tensor start = Draw.start(10, ROWS, heads, beta);
                    Sums expected = Sums.of(start, beta);
                    for (int i = 0; i < ROWS; i++) {
                        for (int k = OFFSETS[i]; k < OFFSETS[i + 1]; k++) {
                            for (int h = 0; h < heads; h++) {
                                expected.add(i, h, values.get(order == null ? k : order[k], h));
                            }
                        }
                    }
                    Held.check(
                            ROWS,
                            Agreement.BITS,
                            (kernels, out, from, to) -> kernels.attention()
                                    .rowSums(
                                            OFFSETS,
                                            order,
                                            heads,
                                            values.memory(),
                                            beta,
                                            out.get(0).memory(),
                                            from,
                                            to),
                            new Output(start, expected));
                }
            }
        }
    }

    /** Heads × width: widths of half a vector, of whole ones, and odd ones. */
    @ParameterizedTest
    @CsvSource({"1,1", "1,130", "1,64", "2,3", "3,7", "8,1", "8,2", "8,4", "8,8", "3,4", "4,16", "5,17", "2,64"})
    void sums(int heads, int width) {
        int columns = heads * width;
        try (Tensor weights = Draw.tensor(11, ARCS, heads);
                Tensor x = Draw.tensor(12, COLUMNS, columns)) {
            for (int[] order : Arrays.asList(null, order())) {
                for (float beta : new float[] {0f, 1f}) {
                    Tensor start = Draw.start(13, ROWS, columns, beta);
                    Sums expected = Sums.of(start, beta);
                    for (int i = 0; i < ROWS; i++) {
                        for (int k = OFFSETS[i]; k < OFFSETS[i + 1]; k++) {
                            for (int c = 0; c < columns; c++) {
                                double w = weights.get(order == null ? k : order[k], c / width);
                                expected.add(i, c, w * x.get(INDICES[k], c));
                            }
                        }
                    }
                    Held.check(
                            ROWS,
                            Agreement.BITS,
                            (kernels, out, from, to) -> kernels.attention()
                                    .sums(
                                            OFFSETS,
                                            INDICES,
                                            weights.memory(),
                                            order,
                                            heads,
                                            width,
                                            x.memory(),
                                            beta,
                                            out.get(0).memory(),
                                            from,
                                            to),
                            new Output(start, expected));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,130", "1,64", "2,3", "3,7", "8,1", "8,2", "8,4", "8,8", "3,4", "4,16", "5,17", "2,64"})
    void dots(int heads, int width) {
        try (Tensor a = Draw.tensor(14, ROWS, heads * width);
                Tensor b = Draw.tensor(15, COLUMNS, heads * width)) {
            for (float beta : new float[] {0f, 1f}) {
                Tensor start = Draw.start(16, ARCS, heads, beta);
                Sums expected = Sums.of(start, beta);
                for (int i = 0; i < ROWS; i++) {
                    for (int k = OFFSETS[i]; k < OFFSETS[i + 1]; k++) {
                        for (int c = 0; c < heads * width; c++) {
                            expected.add(k, c / width, (double) a.get(i, c) * b.get(INDICES[k], c));
                        }
                    }
                }
                Held.check(
                        ROWS,
                        Agreement.ROUNDING,
                        (kernels, out, from, to) -> kernels.attention()
                                .dots(
                                        OFFSETS,
                                        INDICES,
                                        a.memory(),
                                        b.memory(),
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
