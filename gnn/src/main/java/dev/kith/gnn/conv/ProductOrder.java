package dev.kith.gnn.conv;

import dev.kith.gnn.nn.Input;

/**
 * Which of {@code (S · X) · W} and {@code S · (X · W)} costs less. On a whole graph it is the one that aggregates the
 * narrower rows; on a part, whose S has fewer rows than columns, the product after the aggregation is of fewer rows.
 */
final class ProductOrder {
    /** What reading an element of a neighbour's row costs, in multiplications of a dense product. */
    private static final long READ = 8;

    private ProductOrder() {}

    /** Whether to multiply by W {@code [in, out]} first. Features that are sparse in part are not made dense lightly. */
    static boolean productFirst(Input x, int out, Neighbourhoods graph) {
        return compare(x, out, graph) < 0;
    }

    /** Negative where multiplying first is cheaper, positive where aggregating is, 0 where it makes no difference. */
    static int compare(Input x, int out, Neighbourhoods graph) {
        int in = x.columns();
        if (x instanceof Input.Sparse) {
            return -1;
        }
        if (x instanceof Input.Beside) {
            return Integer.compare(out, in);
        }
        return Long.compare(
                cost(graph.columns(), in, out, graph.arcs(), out), cost(graph.nodes(), in, out, graph.arcs(), in));
    }

    private static long cost(long rows, long in, long out, long arcs, long width) {
        return rows * in * out + READ * arcs * width;
    }
}
