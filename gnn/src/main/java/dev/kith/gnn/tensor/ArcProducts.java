package dev.kith.gnn.tensor;

/**
 * Products of dense matrices with values on the arcs of a pattern, {@code [arcs, heads]}, each head with columns of its
 * own. Beta is 0 or 1.
 */
public final class ArcProducts {
    private ArcProducts() {}

    /** {@code y[i, h·d..] = Σ_k values[k, h] · x[j_k, h·d..] + beta · y[i, h·d..]}. */
    public static void sums(Engine engine, SparsePattern pattern, Tensor values, Tensor x, float beta, Tensor y) {
        sums(engine, pattern, null, values, x, beta, y);
    }

    /** {@code y[j, h·d..] = Σ_k values[k, h] · x[i_k, h·d..] + beta · y[j, h·d..]} over the arcs k that point to j. */
    public static void transposedSums(
            Engine engine, SparsePattern pattern, Tensor values, Tensor x, float beta, Tensor y) {
        var transposed = pattern.transpose();
        sums(engine, transposed.pattern(), transposed.order(), values, x, beta, y);
    }

    private static void sums(
            Engine engine, SparsePattern pattern, int[] order, Tensor values, Tensor x, float beta, Tensor y) {
        int heads = values.columns();
        if (values.rows() != pattern.arcs()
                || x.rows() != pattern.columns()
                || y.rows() != pattern.rows()
                || x.columns() != y.columns()
                || x.columns() % heads != 0) {
            throw new IllegalArgumentException("The shapes do not fit: values " + values + ", " + x + ", " + y + ".");
        }
        var kernels = engine.kernels().attention();
        int width = x.columns() / heads;
        pattern.sumArcs(
                engine,
                null,
                beta,
                y,
                (offsets, scale, keep, out, from, to) -> kernels.sums(
                        offsets,
                        pattern.indices(),
                        values.memory(),
                        order,
                        heads,
                        width,
                        x.memory(),
                        keep,
                        out,
                        from,
                        to));
    }

    /** {@code values[k, h] = <a[i, h·d..], b[j_k, h·d..]> + beta · values[k, h]} for the arcs k of row i. */
    public static void dots(Engine engine, SparsePattern pattern, Tensor a, Tensor b, float beta, Tensor values) {
        int heads = values.columns();
        if (values.rows() != pattern.arcs()
                || a.rows() != pattern.rows()
                || b.rows() != pattern.columns()
                || a.columns() != b.columns()
                || a.columns() % heads != 0) {
            throw new IllegalArgumentException("The shapes do not fit: " + a + ", " + b + ", values " + values + ".");
        }
        var kernels = engine.kernels().attention();
        int width = a.columns() / heads;
        pattern.forArcs(
                engine.workers(),
                a,
                (offsets, rows, from, to) -> kernels.dots(
                        offsets, pattern.indices(), rows, b.memory(), heads, width, beta, values.memory(), from, to));
    }
}
