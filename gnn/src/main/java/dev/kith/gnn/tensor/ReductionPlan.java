package dev.kith.gnn.tensor;

import java.util.Arrays;

/**
 * Binary trees over the leaves of many rows, one tree a row, as the order in which all their products are made: level by
 * level, the products of a level one after the other. An operand is a leaf, as its position, or an earlier product p, as
 * {@code ~p}; an element without a partner waits where it is. Each leaf and product is an operand once, or a root.
 */
public final class ReductionPlan {
    /** The root of a row without leaves. */
    public static final int NONE = Integer.MIN_VALUE;

    private final int leaves;
    private final int[] left;
    private final int[] right;
    private final int[] levels;
    private final int[] roots;

    private ReductionPlan(int leaves, int[] left, int[] right, int[] levels, int[] roots) {
        this.leaves = leaves;
        this.left = left;
        this.right = right;
        this.levels = levels;
        this.roots = roots;
    }

    /**
     * Pairs neighbours at each level, (1, 2), (3, 4), …; the last of an odd number goes on to the next level unchanged.
     * A row of n leaves has n - 1 products on ⌈log₂ n⌉ levels.
     *
     * @param offsets {@code [rows + 1]}: row v has the leaves {@code offsets[v] .. offsets[v + 1]}
     */
    public static ReductionPlan balanced(int[] offsets) {
        int rows = offsets.length - 1;
        int[] counts = new int[Integer.SIZE];
        int depth = 0;
        int widest = 0;
        for (int v = 0; v < rows; v++) {
            int n = offsets[v + 1] - offsets[v];
            widest = Math.max(widest, n);
            int level = 0;
            for (; n > 1; n -= n / 2) {
                counts[level++] += n / 2;
            }
            depth = Math.max(depth, level);
        }
        int[] levels = new int[depth + 1];
        for (int k = 0; k < depth; k++) {
            levels[k + 1] = levels[k] + counts[k];
        }
        int[] next = Arrays.copyOf(levels, depth);
        int[] left = new int[levels[depth]];
        int[] right = new int[levels[depth]];
        int[] roots = new int[rows];
        int[] present = new int[widest];
        for (int v = 0; v < rows; v++) {
            int n = offsets[v + 1] - offsets[v];
            for (int i = 0; i < n; i++) {
                present[i] = offsets[v] + i;
            }
            for (int k = 0; n > 1; k++) {
                for (int i = 0; i < n / 2; i++) {
                    int product = next[k]++;
                    left[product] = present[2 * i];
                    right[product] = present[2 * i + 1];
                    present[i] = ~product;
                }
                if (n % 2 == 1) {
                    present[n / 2] = present[n - 1];
                }
                n -= n / 2;
            }
            roots[v] = n == 0 ? NONE : present[0];
        }
        return new ReductionPlan(offsets[rows], left, right, levels, roots);
    }

    /**
     * Rows of three leaves: the first ones {@code (x ∘ y) ∘ w}, as many more {@code x ∘ (y ∘ w)}.
     *
     * @param triples of each kind
     */
    public static ReductionPlan bothTriples(int triples) {
        int rows = 2 * triples;
        int[] left = new int[2 * rows];
        int[] right = new int[2 * rows];
        int[] roots = new int[rows];
        for (int v = 0; v < rows; v++) {
            boolean first = v < triples;
            left[v] = 3 * v + (first ? 0 : 1);
            right[v] = left[v] + 1;
            left[rows + v] = first ? ~v : 3 * v;
            right[rows + v] = first ? 3 * v + 2 : ~v;
            roots[v] = ~(rows + v);
        }
        return new ReductionPlan(3 * rows, left, right, new int[] {0, rows, 2 * rows}, roots);
    }

    public int rows() {
        return roots.length;
    }

    public int leaves() {
        return leaves;
    }

    /** Number of all products. */
    public int products() {
        return left.length;
    }

    /** Number of levels: the length of the longest chain of products. */
    public int depth() {
        return levels.length - 1;
    }

    /** The first product of a level; that of level {@link #depth} is {@link #products}. */
    public int start(int level) {
        return levels[level];
    }

    public int left(int product) {
        return left[product];
    }

    public int right(int product) {
        return right[product];
    }

    /** A leaf, a product as {@code ~p}, or {@link #NONE}. */
    public int root(int row) {
        return roots[row];
    }

    public long bytes() {
        return 4L * (left.length + right.length + levels.length + roots.length);
    }
}
