package dev.kith.gnn.tensor;

import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.gnn.tensor.kernel.Dropout;
import dev.kith.gnn.tensor.kernel.ElementKernels;
import java.lang.foreign.MemorySegment;

/** Element-wise and row-wise work on whole tensors: checks shapes, cuts by shape and hands ranges to the kernels. */
public final class Elements {
    /** Elements of one task; below it the calling thread does the work alone. */
    private static final int GRAIN = 1 << 15;

    private static final int MOST_SUMMED = 4096;

    private final Workers workers;
    private final TensorPool pool;
    private final ElementKernels kernels;

    Elements(Workers workers, TensorPool pool, ElementKernels kernels) {
        this.workers = workers;
        this.pool = pool;
        this.kernels = kernels;
    }

    /** {@code y = alpha · x + beta · y}, beta 0 or 1; shapes equal in size. */
    public void axpby(float alpha, Tensor x, float beta, Tensor y) {
        sameSize(x, y);
        elements(x.size(), (from, to) -> kernels.axpby(alpha, x.memory(), beta, y.memory(), from, to));
    }

    /** {@code y = a ⊙ b + beta · y}, beta 0 or 1. */
    public void multiply(Tensor a, Tensor b, float beta, Tensor y) {
        sameSize(a, b);
        sameSize(a, y);
        elements(a.size(), (from, to) -> kernels.multiply(a.memory(), b.memory(), beta, y.memory(), from, to));
    }

    /** {@code y = max(x, y)}, element by element; NaN is larger than any number. */
    public void maximum(Tensor x, Tensor y) {
        sameSize(x, y);
        elements(x.size(), (from, to) -> kernels.maximum(x.memory(), y.memory(), from, to));
    }

    /** {@code dx = [x = highest] · g}, and {@code g} becomes zero there: the gradient of a maximum. */
    public void takeWhereHighest(Tensor x, Tensor highest, Tensor g, Tensor dx) {
        sameSize(x, highest);
        sameSize(x, g);
        sameSize(x, dx);
        elements(
                x.size(),
                (from, to) ->
                        kernels.takeWhereHighest(x.memory(), highest.memory(), g.memory(), dx.memory(), from, to));
    }

    /** {@code c = Σ_p partials[p] + beta · c}, in order, with partials {@code [pieces, c.size]}. */
    public void addPartials(Tensor partials, float beta, Tensor c) {
        if (partials.columns() != c.size()) {
            throw new IllegalArgumentException("The pieces of " + partials + " are not as large as " + c + ".");
        }
        MemorySegment from = partials.memory();
        elements(
                c.size(),
                (first, last) -> kernels.addPartials(from, partials.rows(), c.size(), beta, c.memory(), first, last));
    }

    /** In place: {@code z = dropout(activation(z + bias))}; bias {@code [1, columns]} or null. */
    public void biasActivate(Tensor z, Tensor bias, Activation activation, Dropout dropout) {
        if (bias != null && bias.size() != z.columns()) {
            throw new IllegalArgumentException(bias + " does not fit the columns of " + z + ".");
        }
        MemorySegment b = bias == null ? null : bias.memory();
        rows(z, (from, to) -> kernels.biasActivate(z.memory(), z.columns(), b, activation, dropout, from, to));
    }

    /** {@code y = dropout(x)}, of equal shape; a range is dropped while the copy is at hand. */
    public void dropped(Tensor x, Dropout dropout, Tensor y) {
        sameSize(x, y);
        long bytes = (long) y.columns() * Float.BYTES;
        rows(y, (from, to) -> {
            MemorySegment.copy(x.memory(), from * bytes, y.memory(), from * bytes, (to - from) * bytes);
            kernels.biasActivate(y.memory(), y.columns(), null, Activation.IDENTITY, dropout, from, to);
        });
    }

    /** In place on the gradient, from the output of {@link #biasActivate}. */
    public void biasActivateBackward(Tensor output, Tensor gradient, Activation activation, Dropout dropout) {
        sameSize(output, gradient);
        rows(
                output,
                (from, to) -> kernels.biasActivateBackward(
                        output.memory(), gradient.memory(), output.columns(), activation, dropout, from, to));
    }

    /** {@code sums[0, c] = Σ_rows x[row, c] + beta · sums[0, c]}. */
    public void columnSums(Tensor x, float beta, Tensor sums) {
        sumRows(x, beta, sums, (piece, from, to) -> kernels.columnSums(x.memory(), x.columns(), piece, from, to));
    }

    /** {@code sums = Σ_rows kernel(row) + beta · sums}: pieces of rows are summed by themselves and added in order. */
    public void sumRows(Tensor x, float beta, Tensor sums, RowSums kernel) {
        int columns = x.columns();
        if (sums.size() != columns) {
            throw new IllegalArgumentException(sums + " does not fit the columns of " + x + ".");
        }
        if (columns == 0) {
            return;
        }
        // Not too many rows in a piece: float sums lose digits as they grow long.
        int grain = Math.min(MOST_SUMMED, Math.max(rowGrain(columns), (x.rows() + 63) / 64));
        int pieces = (x.rows() + grain - 1) / grain;
        Tensor partials = pool.takeZeroed(Math.max(1, pieces), columns);
        workers.ranges(x.rows(), grain, (from, to) -> {
            long start = (long) (from / grain) * columns * Float.BYTES;
            kernel.add(partials.memory().asSlice(start, (long) columns * Float.BYTES), from, to);
        });
        addPartials(partials, beta, sums);
        pool.release(partials);
    }

    /** Adds rows {@code [from, to)} to {@code sums}. */
    public interface RowSums {
        void add(MemorySegment sums, int from, int to);
    }

    /** In place: rows become their softmax. */
    public void softmax(Tensor x) {
        rows(x, (from, to) -> kernels.softmax(x.memory(), x.columns(), from, to));
    }

    /**
     * Weighted mean cross-entropy over some rows: {@code Σ_r w_r · -log softmax(logits[rows[r]])[targets[r]] / Σ w_r},
     * summed in double.
     *
     * @param rows rows that count, none twice
     * @param targets class of each of them
     * @param weights weight of each of them, or null for all ones
     * @param gradient {@code [n, classes]}, the loss's gradient is added to it; null where only the loss is asked for
     * @param scale factor of the gradient
     */
    public double crossEntropy(
            Tensor logits, int[] rows, int[] targets, float[] weights, Tensor gradient, float scale) {
        if (rows.length == 0) {
            return 0.0;
        }
        double total = rows.length;
        if (weights != null) {
            total = 0.0;
            for (float w : weights) {
                total += w;
            }
        }
        int columns = logits.columns();
        MemorySegment g = gradient == null ? null : gradient.memory();
        double sumOfWeights = total;
        int grain = rowGrain(4 * columns);
        double[] losses = new double[(rows.length + grain - 1) / grain];
        workers.ranges(rows.length, grain, (from, to) -> {
            double loss = 0.0;
            for (int r = from; r < to; r++) {
                double w = (weights == null ? 1.0 : weights[r]) / sumOfWeights;
                loss += w
                        * kernels.crossEntropy(
                                logits.memory(), columns, rows[r], targets[r], (float) (scale * w), 1f, g);
            }
            losses[from / grain] = loss;
        });
        double loss = 0.0;
        for (double piece : losses) {
            loss += piece;
        }
        return loss;
    }

    /** Runs {@code body} on ranges of the tensor's rows. */
    public void rows(Tensor x, Workers.Range body) {
        workers.ranges(x.rows(), rowGrain(x.columns()), body);
    }

    private static int rowGrain(int columns) {
        return Math.max(1, GRAIN / Math.max(1, columns));
    }

    private void elements(long size, ElementRange body) {
        int tasks = Math.toIntExact((size + GRAIN - 1) / GRAIN);
        workers.run(tasks, t -> body.accept((long) t * GRAIN, Math.min(size, (t + 1L) * GRAIN)));
    }

    private interface ElementRange {
        void accept(long from, long to);
    }

    private static void sameSize(Tensor a, Tensor b) {
        if (a.size() != b.size()) {
            throw new IllegalArgumentException("The shapes do not fit: " + a + ", " + b + ".");
        }
    }
}
