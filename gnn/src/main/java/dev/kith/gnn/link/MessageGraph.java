package dev.kith.gnn.link;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.Csr;
import dev.kith.graph.Graph;
import java.util.Arrays;
import java.util.List;

/**
 * The graph that messages go along and neighbours are taken from: links that may be seen, and relationships of other
 * types between ends of no link, for one that names the same pair, or its inverse, would give a hidden link away. A step hides its own positives beside ({@link #without}); each arc
 * remembers its link, so nothing is sorted again for that.
 */
final class MessageGraph {
    private static final int ROWS_AT_A_TIME = 1 << 10;

    private final Engine engine;
    /** Rows of both directions, for neighbour sets; origins are links, -1 for other relationships. */
    private final Csr both;
    /** Rows that hear along the direction, or null where links have none. */
    private final Csr incoming;

    private final int links;

    /** @param visible rows of links that are in the graph; no other relationship joins the ends of any link */
    MessageGraph(Engine engine, Graph graph, Links links, int[] visible) {
        this.engine = engine;
        this.links = links.count();
        PairSet linked = links.ends();
        int[] from = graph.relationships().source();
        int[] to = graph.relationships().target();
        int[] source = Arrays.copyOf(links.pairs().rows(visible).source(), visible.length + from.length);
        int[] target = Arrays.copyOf(links.pairs().rows(visible).target(), source.length);
        int[] owner = Arrays.copyOf(visible, source.length);
        int count = visible.length;
        for (int e = 0; e < from.length; e++) {
            if (from[e] != to[e] && !linked.contains(from[e], to[e])) {
                source[count] = from[e];
                target[count] = to[e];
                owner[count++] = -1;
            }
        }
        this.both = rows(links.nodes(), source, target, owner, count, true);
        this.incoming = links.directed() ? rows(links.nodes(), target, source, owner, count, false) : null;
    }

    private static Csr rows(int n, int[] row, int[] other, int[] owner, int count, boolean mirrored) {
        int size = mirrored ? Math.multiplyExact(2, count) : count;
        int[] rows = Arrays.copyOf(row, size);
        int[] others = Arrays.copyOf(other, size);
        if (mirrored) {
            System.arraycopy(other, 0, rows, count, count);
            System.arraycopy(row, 0, others, count, count);
        }
        Csr csr = Csr.of(n, rows, others, null);
        int[] owners = new int[size];
        for (int k = 0; k < size; k++) {
            owners[k] = owner[csr.origins()[k] % count];
        }
        return Csr.ofRows(n, csr.offsets(), csr.indices(), null, owners);
    }

    /** Bytes of its arrays, those of views not included. */
    long bytes() {
        long bytes = 0;
        for (Csr rows : incoming == null ? List.of(both) : List.of(both, incoming)) {
            bytes += 4L * (rows.offsets().length + rows.indices().length + rows.origins().length);
        }
        return bytes;
    }

    /** All that may be seen. */
    View whole() {
        return without(new int[0]);
    }

    /** Without some links. */
    View without(int[] removed) {
        boolean[] gone = new boolean[links];
        for (int row : removed) {
            gone[row] = true;
        }
        Csr sets = kept(both, gone);
        return new View(Neighbourhoods.of(incoming == null ? sets : kept(incoming, gone)), sets);
    }

    /** The rows without arcs of links that are gone, each neighbour once. */
    private Csr kept(Csr rows, boolean[] gone) {
        int[] offsets = new int[rows.rows() + 1];
        engine.workers().ranges(rows.rows(), ROWS_AT_A_TIME, (from, to) -> {
            for (int i = from; i < to; i++) {
                offsets[i + 1] = keep(rows, i, gone, null, 0);
            }
        });
        for (int i = 0; i < rows.rows(); i++) {
            offsets[i + 1] += offsets[i];
        }
        int[] indices = new int[offsets[rows.rows()]];
        engine.workers().ranges(rows.rows(), ROWS_AT_A_TIME, (from, to) -> {
            for (int i = from; i < to; i++) {
                keep(rows, i, gone, indices, offsets[i]);
            }
        });
        return Csr.ofRows(rows.columns(), offsets, indices, null, null);
    }

    /** Writes what is kept of a row, where there is room given; returns how much it is. */
    private static int keep(Csr rows, int i, boolean[] gone, int[] into, int at) {
        int count = 0;
        int last = -1;
        for (int k = rows.offsets()[i]; k < rows.offsets()[i + 1]; k++) {
            int owner = rows.origins()[k];
            int neighbour = rows.indices()[k];
            if (neighbour != last && (owner < 0 || !gone[owner])) {
                if (into != null) {
                    into[at + count] = neighbour;
                }
                last = neighbour;
                count++;
            }
        }
        return count;
    }

    /**
     * What one step sees.
     *
     * @param read what layers read: along the direction where links have one
     * @param neighbours {@code n × n}, rows of distinct ascending neighbours in either direction
     */
    record View(Neighbourhoods read, Csr neighbours) implements AutoCloseable {
        @Override
        public void close() {
            read.close();
        }
    }
}
