package dev.kith.gnn.aggr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.TreeReduce;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.NeighbourTrees;
import dev.kith.gnn.tensor.ReductionPlan;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tree over neighbourhoods against the specification's numbers and a slow reference. */
class TreeReduceTest {
    private static final Offset<Double> CLOSE = Offset.offset(2e-6);
    private static final double[][] X = {{1, -0.5}, {0.25, 0.75}, {-1, 0.5}, {0.6, -0.8}, {-0.3, -0.9}};

    /** The test vector of the specification, h = 2. */
    static SlowMonoid given() {
        double[][] wi = new double[6][2];
        double[][] wh = new double[6][2];
        double[] bi = new double[6];
        double[] bh = new double[6];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 2; j++) {
                wi[i][j] = ((7 * i + 3 * j + 1) % 11 - 5) / 10.0;
                wh[i][j] = ((5 * i + 4 * j + 2) % 11 - 5) / 10.0;
            }
            bi[i] = ((3 * i + 1) % 7 - 3) / 10.0;
            bh[i] = ((2 * i + 3) % 7 - 3) / 10.0;
        }
        return new SlowMonoid(wi, wh, bi, bh);
    }

    static SlowMonoid random(int h) {
        double[][] wi = new double[3 * h][h];
        double[][] wh = new double[3 * h][h];
        double[] bi = new double[3 * h];
        double[] bh = new double[3 * h];
        for (int i = 0; i < 3 * h; i++) {
            bi[i] = 2 * CounterRandom.uniform(1, 1, i) - 1;
            bh[i] = 2 * CounterRandom.uniform(1, 2, i) - 1;
            for (int j = 0; j < h; j++) {
                wi[i][j] = CounterRandom.uniform(1, 3, i * h + j) - 0.5f;
                wh[i][j] = CounterRandom.uniform(1, 4, i * h + j) - 0.5f;
            }
        }
        return new SlowMonoid(wi, wh, bi, bh);
    }

    private static float[] weight(SlowMonoid m) {
        int h = m.wi()[0].length;
        float[] w = new float[6 * h * h];
        for (int i = 0; i < 3 * h; i++) {
            for (int j = 0; j < h; j++) {
                w[j * 6 * h + i] = (float) m.wi()[i][j];
                w[j * 6 * h + 3 * h + i] = (float) m.wh()[i][j];
            }
        }
        return w;
    }

    private static float[] bias(SlowMonoid m) {
        int h = m.wi()[0].length;
        float[] b = new float[6 * h];
        for (int i = 0; i < 3 * h; i++) {
            b[i] = (float) m.bi()[i];
            b[3 * h + i] = (float) m.bh()[i];
        }
        return b;
    }

    static float[][] reduce(Engine engine, SlowMonoid m, double[][] x, NeighbourTrees trees, int[] order, float first) {
        int h = m.wi()[0].length;
        float[] values = new float[x.length * h];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) x[i / h][i % h];
        }
        try (Tensor w = Tensor.of(h, 6 * h, weight(m));
                Tensor b = Tensor.of(1, 6 * h, bias(m));
                Tensor elements = Tensor.of(x.length, h, values);
                Tape tape = Tape.inference(engine)) {
            var operator = new TreeReduce.Operator(tape.constant(w), tape.constant(b), first, 1 - first);
            Variable out = TreeReduce.apply(tape, trees, order, tape.constant(elements), operator, null)
                    .output();
            return IntStream.range(0, out.rows())
                    .mapToObj(v -> out.value().row(v))
                    .toArray(float[][]::new);
        }
    }

    private static SparsePattern pattern(int columns, int[]... rows) {
        int[] offsets = new int[rows.length + 1];
        for (int v = 0; v < rows.length; v++) {
            offsets[v + 1] = offsets[v] + rows[v].length;
        }
        return new SparsePattern(
                rows.length,
                columns,
                offsets,
                Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray());
    }

    private static NeighbourTrees trees(int columns, int[]... rows) {
        return NeighbourTrees.balanced(pattern(columns, rows));
    }

    private static int[] range(int n) {
        return IntStream.range(0, n).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0.4501871924, 0.0879168030",
        "3, 0.1160894728, 0.2149394870",
        "4, 0.3074361625, 0.0304556468",
        "5, 0.0554362565, -0.1863162788"
    })
    void theNumbersOfTheSpecification(int n, double first, double second) {
        try (Engine engine = new Engine(1)) {
            float[] y = reduce(engine, given(), X, trees(5, range(n)), null, 0.5f)[0];
            assertThat((double) y[0]).isCloseTo(first, CLOSE);
            assertThat((double) y[1]).isCloseTo(second, CLOSE);
        }
    }

    @Test
    void theCellAndItsAssociativityDefect() {
        try (Engine engine = new Engine(1)) {
            float[][] cells = reduce(engine, given(), X, trees(5, new int[] {0, 1}, new int[] {1, 0}), null, 1f);
            assertThat((double) cells[0][0]).isCloseTo(0.2217266183, CLOSE);
            assertThat((double) cells[0][1]).isCloseTo(0.3704312075, CLOSE);
            assertThat((double) cells[1][0]).isCloseTo(0.6786477664, CLOSE);
            assertThat((double) cells[1][1]).isCloseTo(-0.1945976016, CLOSE);
            NeighbourTrees both = new NeighbourTrees(pattern(5, range(3), range(3)), ReductionPlan.bothTriples(1));
            float[][] sides = reduce(engine, given(), X, both, null, 0.5f);
            float[] left = sides[0];
            float[] other = sides[1];
            assertThat((double) left[0] - other[0]).isCloseTo(-0.2700143612, CLOSE);
            assertThat((double) left[1] - other[1]).isCloseTo(0.2304746047, CLOSE);
        }
    }

    /** Every size on both sides of powers of two, and a hub that takes many tiles. */
    @Test
    void equalsTheSlowTreeAtAnyThreadCount() {
        int h = 19;
        SlowMonoid m = random(h);
        double[][] x = new double[700][h];
        for (int i = 0; i < x.length * h; i++) {
            x[i / h][i % h] = 2 * CounterRandom.uniform(5, 5, i) - 1;
        }
        int[][] rows = new int[26][];
        for (int v = 0; v < 25; v++) {
            int n = v;
            rows[v] =
                    IntStream.range(0, n).map(i -> (i * 31 + 7 * n) % x.length).toArray();
        }
        rows[25] = IntStream.range(0, 3001).map(i -> (i * 17) % x.length).toArray();
        NeighbourTrees trees = trees(x.length, rows);
        float[][] before = null;
        for (int threads : new int[] {1, 2, 3}) {
            try (Engine engine = new Engine(threads)) {
                float[][] y = reduce(engine, m, x, trees, null, 0.5f);
                for (int v = 1; v < rows.length; v++) {
                    double[] slow =
                            m.padded(Arrays.stream(rows[v]).mapToObj(i -> x[i]).toList());
                    for (int u = 0; u < h; u++) {
                        assertThat((double) y[v][u]).as("row %d", v).isCloseTo(slow[u], Offset.offset(1e-5));
                    }
                }
                assertThat(y[0]).containsOnly(0f);
                assertThat(before == null ? y : before).isDeepEqualTo(y);
                before = y;
            }
        }
    }

    @Test
    void oneNeighbourIsItsRowsResultAndTwoHaveNoOrder() {
        try (Engine engine = new Engine(1)) {
            float[][] y =
                    reduce(engine, given(), X, trees(5, new int[] {3}, new int[] {0, 4}, new int[] {4, 0}), null, 0.5f);
            assertThat(y[0]).containsExactly(0.6f, -0.8f);
            assertThat(y[1]).containsExactly(y[2]);
        }
    }

    @Test
    void otherRowsChangeNothing() {
        try (Engine engine = new Engine(1)) {
            float[][] alone = reduce(engine, given(), X, trees(5, new int[] {0, 1, 2}), null, 0.5f);
            int[] hub = IntStream.range(0, 1000).map(i -> i % 5).toArray();
            float[][] among = reduce(
                    engine, given(), X, trees(5, hub, new int[] {}, new int[] {0, 1, 2}, new int[] {4}), null, 0.5f);
            for (int u = 0; u < 2; u++) {
                assertThat(among[2][u]).isCloseTo(alone[0][u], Offset.offset(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 3", "4, 3", "5, 15"})
    void asManyResultsOverAllOrdersAsACommutativeOperatorHas(int n, int results) {
        Set<String> seen = new HashSet<>();
        List<int[]> orders = new ArrayList<>();
        permute(range(n), 0, orders);
        try (Engine engine = new Engine(1)) {
            for (int[] order : orders) {
                float[] y = reduce(engine, given(), X, trees(5, range(n)), order, 0.5f)[0];
                seen.add(Math.round(y[0] * 1e5) + "/" + Math.round(y[1] * 1e5));
            }
        }
        assertThat(seen).hasSize(results);
    }

    private static void permute(int[] order, int at, List<int[]> all) {
        if (at == order.length) {
            all.add(order.clone());
            return;
        }
        for (int i = at; i < order.length; i++) {
            swap(order, at, i);
            permute(order, at + 1, all);
            swap(order, at, i);
        }
    }

    private static void swap(int[] order, int a, int b) {
        int moved = order[a];
        order[a] = order[b];
        order[b] = moved;
    }

    @Test
    void productsAndLevels() {
        int[] degrees = {0, 1, 2, 3, 7, 8, 9, 1000, 0, 1025};
        int[] offsets = new int[degrees.length + 1];
        for (int v = 0; v < degrees.length; v++) {
            offsets[v + 1] = offsets[v] + degrees[v];
        }
        ReductionPlan plan = ReductionPlan.balanced(offsets);
        assertThat(plan.products())
                .isEqualTo(Arrays.stream(degrees).map(n -> Math.max(0, n - 1)).sum());
        assertThat(plan.depth()).isEqualTo(11);
        assertThat(plan.root(0)).isEqualTo(ReductionPlan.NONE);
        assertThat(plan.root(1)).isZero();
        Set<Integer> used = new HashSet<>();
        for (int p = 0; p < plan.products(); p++) {
            assertThat(used.add(plan.left(p))).isTrue();
            assertThat(used.add(plan.right(p))).isTrue();
        }
        for (int v = 0; v < degrees.length; v++) {
            assertThat(degrees[v] == 0 || used.add(plan.root(v))).isTrue();
        }
        assertThat(used).hasSize(plan.products() + plan.leaves());
    }
}
