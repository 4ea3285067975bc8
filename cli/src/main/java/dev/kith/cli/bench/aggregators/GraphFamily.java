package dev.kith.cli.bench.aggregators;

import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/** Kinds of small undirected graphs, as in PNA's benchmark; those with a choice take it from (seed, stream). */
enum GraphFamily {
    ERDOS_RENYI {
        @Override
        void connect(Edges edges, int n, Draws draws) {
            float share = 0.1f + 0.4f * draws.uniform();
            for (int v = 1; v < n; v++) {
                for (int u = 0; u < v; u++) {
                    if (draws.uniform() < share) {
                        edges.add(u, v);
                    }
                }
            }
        }
    },
    BARABASI_ALBERT {
        @Override
        void connect(Edges edges, int n, Draws draws) {
            int each = 1 + draws.below(4);
            List<Integer> ends = new ArrayList<>();
            for (int v = 1; v < n; v++) {
                for (int k = 0; k < Math.min(each, v); k++) {
                    int u = ends.isEmpty() || v <= each ? draws.below(v) : ends.get(draws.below(ends.size()));
                    edges.add(u, v);
                    ends.add(u);
                    ends.add(v);
                }
            }
        }
    },
    GRID {
        @Override
        void connect(Edges edges, int n, Draws draws) {
            int columns = (int) Math.round(Math.sqrt(n));
            for (int v = 0; v < n; v++) {
                if (v % columns > 0) {
                    edges.add(v - 1, v);
                }
                if (v >= columns) {
                    edges.add(v - columns, v);
                }
            }
        }
    },
    /** Cliques along a ring, one edge of each turned towards the next. */
    CAVEMAN {
        @Override
        void connect(Edges edges, int n, Draws draws) {
            int size = (int) Math.round(Math.sqrt(n));
            for (int v = 1; v < n; v++) {
                for (int u = v - v % size; u < v; u++) {
                    edges.add(u, v);
                }
            }
            for (int v = size; v < n; v += size) {
                edges.add(v - 1, v);
            }
        }
    },
    TREE {
        @Override
        void connect(Edges edges, int n, Draws draws) {
            for (int v = 1; v < n; v++) {
                edges.add(draws.below(v), v);
            }
        }
    },
    LADDER {
        @Override
        void connect(Edges edges, int n, Draws draws) {
            for (int v = 1; v < n; v++) {
                if (v % 2 == 1) {
                    edges.add(v - 1, v);
                }
                if (v >= 2) {
                    edges.add(v - 2, v);
                }
            }
        }
    },
    LINE {
        @Override
        void connect(Edges edges, int n, Draws draws) {
            for (int v = 1; v < n; v++) {
                edges.add(v - 1, v);
            }
        }
    },
    STAR {
        @Override
        void connect(Edges edges, int n, Draws draws) {
            for (int v = 1; v < n; v++) {
                edges.add(0, v);
            }
        }
    },
    /** A line, and all other nodes hang on it. */
    CATERPILLAR {
        @Override
        void connect(Edges edges, int n, Draws draws) {
            int line = n / 2;
            for (int v = 1; v < n; v++) {
                edges.add(v < line ? v - 1 : draws.below(line), v);
            }
        }
    },
    /** A caterpillar, and all other nodes hang on its legs. */
    LOBSTER {
        @Override
        void connect(Edges edges, int n, Draws draws) {
            int line = n / 3;
            for (int v = 1; v < n; v++) {
                edges.add(v < line ? v - 1 : v < 2 * line ? draws.below(line) : line + draws.below(line), v);
            }
        }
    };

    /** Takes edges between different nodes; the same one may come twice and counts once. */
    interface Edges {
        void add(int u, int v);
    }

    /** Random numbers of one graph, one after the other. */
    static final class Draws {
        private final long seed;
        private final long stream;
        private long next;

        Draws(long seed, long stream) {
            this.seed = seed;
            this.stream = stream;
        }

        float uniform() {
            return CounterRandom.uniform(seed, stream, next++);
        }

        int below(int bound) {
            return CounterRandom.below(seed, stream, next++, bound);
        }
    }

    /** @param n nodes, at least 6 */
    abstract void connect(Edges edges, int n, Draws draws);
}
