package dev.kith.gnn.tensor;

/**
 * The order in which a recurrent cell reads the entries of all rows of a pattern, one entry of each at a step. Rows stand
 * in order of falling degree, so those that still have an entry are the first ones at each step. The states after step t
 * are {@code starts[t] .. starts[t + 1]} of all states; there are as many as entries.
 *
 * @param rows {@code [rows]}, the pattern's row at each place
 * @param starts {@code [steps + 1]}
 */
public record FoldPlan(int[] rows, int[] starts) {

    public static FoldPlan of(SparsePattern pattern) {
        int most = 0;
        for (int v = 0; v < pattern.rows(); v++) {
            most = Math.max(most, pattern.degree(v));
        }
        int[] longer = new int[most + 1];
        for (int v = 0; v < pattern.rows(); v++) {
            longer[most - pattern.degree(v)]++;
        }
        int[] starts = new int[most + 1];
        int[] next = new int[most + 1];
        for (int d = 1; d <= most; d++) {
            next[d] = next[d - 1] + longer[d - 1];
            // Step most - d is made by the rows of degree most - d + 1 and more.
            starts[most - d + 1] = next[d];
        }
        for (int t = 0; t < most; t++) {
            starts[t + 1] += starts[t];
        }
        int[] rows = new int[pattern.rows()];
        for (int v = 0; v < pattern.rows(); v++) {
            rows[next[most - pattern.degree(v)]++] = v;
        }
        return new FoldPlan(rows, starts);
    }

    public int steps() {
        return starts.length - 1;
    }

    /** How many rows have an entry at a step. */
    public int active(int step) {
        return starts[step + 1] - starts[step];
    }

    public long bytes() {
        return 4L * (rows.length + starts.length);
    }
}
