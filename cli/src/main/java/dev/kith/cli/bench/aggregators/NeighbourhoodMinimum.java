package dev.kith.cli.bench.aggregators;

import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Random graphs of 64 nodes with a number each, where any two are neighbours with the same probability (Erdős and
 * Rényi). Asked for is the second smallest number of a node's neighbours, duplicates counted, where it has two or more;
 * nodes with fewer are there and not asked. Training has 8 neighbours in the mean, tests have more. Each graph is a
 * function of (seed, number).
 *
 * @param bits of a number, 1 to 16; numbers are uniform
 */
record NeighbourhoodMinimum(int bits, long seed) implements SetTask {
    static final int NODES = 64;
    private static final int TESTED = 16;
    private static final int[] DEGREES = {8, 24, 48};

    @Override
    public int trained() {
        return 1 << 10;
    }

    @Override
    public int batch() {
        return 2;
    }

    @Override
    public Sets training(int[] numbers) {
        return graphs(numbers, DEGREES[0]);
    }

    @Override
    public List<String> tests() {
        return Arrays.stream(DEGREES).mapToObj(degree -> "degree " + degree).toList();
    }

    @Override
    public int watched() {
        return 1;
    }

    @Override
    public Sets tested(int test) {
        int degree = DEGREES[test];
        return new NeighbourhoodMinimum(bits, ~(seed + degree))
                .graphs(IntStream.range(0, TESTED).toArray(), degree);
    }

    private Sets graphs(int[] numbers, int degree) {
        int nodes = numbers.length * NODES;
        int[] values = new int[nodes];
        int[] offsets = new int[nodes + 1];
        int[] indices = new int[nodes * (NODES - 1)];
        for (int v = 0; v < nodes; v++) {
            long graph = 1L + 2L * numbers[v / NODES];
            values[v] = CounterRandom.below(seed, graph, v % NODES, 1 << bits);
            offsets[v + 1] = offsets[v];
            for (int u = v - v % NODES; u < v - v % NODES + NODES; u++) {
                int pair = Math.min(u, v) % NODES * NODES + Math.max(u, v) % NODES;
                if (u != v && CounterRandom.uniform(seed, graph + 1, pair) * (NODES - 1) < degree) {
                    indices[offsets[v + 1]++] = u;
                }
            }
        }
        int[] asked = IntStream.range(0, nodes)
                .filter(v -> offsets[v + 1] - offsets[v] >= 2)
                .toArray();
        int[] answers = Arrays.stream(asked)
                .map(v -> Arrays.stream(indices, offsets[v], offsets[v + 1])
                        .map(u -> values[u])
                        .sorted()
                        .skip(1)
                        .findFirst()
                        .orElseThrow())
                .toArray();
        return new Sets(offsets, Arrays.copyOf(indices, offsets[nodes]), values, asked, answers);
    }
}
