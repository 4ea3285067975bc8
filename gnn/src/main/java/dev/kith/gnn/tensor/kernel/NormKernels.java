package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Normalisation of rows and of columns. A row's moments are its centre m and its scale s: {@code z = (x - m) · s}. The
 * normal form z is not kept but made again from x where the walk backwards needs it.
 */
public interface NormKernels {

    /** {@code moments[i] = (mean, 1/√(variance + epsilon))} of row i, {@code [n, 2]}, by the corrected two-pass sum. */
    void rowMoments(MemorySegment x, int columns, float epsilon, MemorySegment moments, int from, int to);

    /** {@code moments[i] = (0, 1/max(‖x_i‖, least))}. */
    void rowLengths(MemorySegment x, int columns, float least, MemorySegment moments, int from, int to);

    /**
     * {@code y = z ⊙ gain + bias}.
     *
     * @param gain {@code [columns]}, or null for all ones; then bias is null too, for all zeros
     */
    void normaliseRows(
            MemorySegment x,
            int columns,
            MemorySegment moments,
            MemorySegment gain,
            MemorySegment bias,
            MemorySegment y,
            int from,
            int to);

    /**
     * {@code dx = s · (d - centred · Σd - along · z · Σ(d ⊙ z)) + beta · dx} with {@code d = dy ⊙ gain}.
     *
     * @param centred 1/columns where m is the row's mean, 0 where it is none
     * @param along 1/columns where s is an inverse deviation, 1 where it is an inverse length
     */
    void normaliseRowsBackward(
            MemorySegment dy,
            MemorySegment x,
            int columns,
            MemorySegment moments,
            MemorySegment gain,
            float centred,
            float along,
            float beta,
            MemorySegment dx,
            int from,
            int to);

    /** {@code sums[c] += Σ_rows a[row, c] · z[row, c]}, the gain's gradient. */
    void rowProducts(
            MemorySegment a, MemorySegment x, int columns, MemorySegment moments, MemorySegment sums, int from, int to);

    /** {@code y = (x - centre) ⊙ scale + shift + beta · y}, with a centre, a scale and a shift for each column. */
    void scaleColumns(
            MemorySegment x,
            int columns,
            MemorySegment centre,
            MemorySegment scale,
            MemorySegment shift,
            float beta,
            MemorySegment y,
            int from,
            int to);

    /**
     * {@code sums[c] += Σ_rows (a[row, c] - aCentre[c]) · (x[row, c] - centre[c])}.
     *
     * @param aCentre {@code [columns]}, or null for all zeros
     */
    void columnProducts(
            MemorySegment a,
            MemorySegment aCentre,
            MemorySegment x,
            MemorySegment centre,
            int columns,
            MemorySegment sums,
            int from,
            int to);
}
