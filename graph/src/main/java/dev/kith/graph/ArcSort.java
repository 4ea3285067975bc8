package dev.kith.graph;

import java.util.stream.IntStream;

/**
 * A stable counting sort of arcs by a row number in O(n + m), in two levels: arcs are dealt into blocks of neighbouring
 * rows, then each block is sorted by row while it is in the cache. Chunks of arcs and blocks of rows are worked on in
 * parallel; where an arc comes to stand depends on the arcs alone.
 */
final class ArcSort {
    private static final int PARALLEL_FROM = 1 << 16;
    private static final int MOST_BLOCKS = 512;
    private static final int MOST_CHUNKS = 64;

    private ArcSort() {}

    /**
     * Arcs in columns.
     *
     * @param row what they are sorted by
     * @param other their other end
     * @param position what else goes with them; null in an input stands for 0, 1, 2 …
     */
    record Arcs(int[] row, int[] other, int[] position) {
        static Arcs room(int count) {
            return new Arcs(new int[count], new int[count], new int[count]);
        }

        /** The same arcs seen from their other end. */
        Arcs turned() {
            return new Arcs(/* row= */ other, /* other= */ row, position);
        }
    }

    /**
     * Sorts.
     *
     * @param n rows, each arc's in {@code [0, n)}
     * @param scratch overwritten
     * @param into the arcs in order; may be {@code from}
     * @return where the rows start, {@code [n + 1]}
     */
    static int[] sort(int n, Arcs from, Arcs scratch, Arcs into) {
        int count = from.row.length;
        int shift = 0;
        while (((n - 1) >>> shift) >= (count < PARALLEL_FROM ? 1 : MOST_BLOCKS)) {
            shift++;
        }
        int[] starts = deal(from, scratch, n == 0 ? 0 : ((n - 1) >>> shift) + 1, shift);
        int[] offsets = new int[n + 1];
        offsets[n] = count;
        int rowsOfBlock = shift;
        IntStream.range(0, starts.length - 1)
                .parallel()
                .forEach(block -> sortBlock(
                        scratch,
                        starts[block],
                        starts[block + 1],
                        block << rowsOfBlock,
                        (int) Math.min(n, (block + 1L) << rowsOfBlock),
                        offsets,
                        into));
        return offsets;
    }

    /** Deals arcs into blocks, those of a block in the order they came in; returns where the blocks start. */
    private static int[] deal(Arcs from, Arcs into, int blocks, int shift) {
        int count = from.row.length;
        int chunks = Math.max(1, Math.min(MOST_CHUNKS, count / PARALLEL_FROM));
        int[][] next = new int[chunks][blocks];
        forEachChunk(count, chunks, (chunk, first, last) -> {
            int[] size = next[chunk];
            for (int e = first; e < last; e++) {
                size[from.row[e] >>> shift]++;
            }
        });
        int[] starts = new int[blocks + 1];
        int sum = 0;
        for (int block = 0; block < blocks; block++) {
            starts[block] = sum;
            for (int[] of : next) {
                int size = of[block];
                of[block] = sum;
                sum += size;
            }
        }
        starts[blocks] = sum;
        forEachChunk(count, chunks, (chunk, first, last) -> {
            int[] at = next[chunk];
            for (int e = first; e < last; e++) {
                int to = at[from.row[e] >>> shift]++;
                into.row[to] = from.row[e];
                into.other[to] = from.other[e];
                into.position[to] = from.position == null ? e : from.position[e];
            }
        });
        return starts;
    }

    /** Sorts the arcs {@code [first, last)}, whose rows are {@code [firstRow, lastRow)}. */
    private static void sortBlock(Arcs from, int first, int last, int firstRow, int lastRow, int[] offsets, Arcs into) {
        int[] next = new int[lastRow - firstRow];
        for (int e = first; e < last; e++) {
            next[from.row[e] - firstRow]++;
        }
        int sum = first;
        for (int r = 0; r < next.length; r++) {
            int size = next[r];
            offsets[firstRow + r] = sum;
            next[r] = sum;
            sum += size;
        }
        for (int e = first; e < last; e++) {
            int to = next[from.row[e] - firstRow]++;
            into.row[to] = from.row[e];
            into.other[to] = from.other[e];
            into.position[to] = from.position[e];
        }
    }

    private static void forEachChunk(int count, int chunks, Chunk body) {
        IntStream.range(0, chunks)
                .parallel()
                .forEach(chunk -> body.work(
                        chunk, (int) ((long) count * chunk / chunks), (int) ((long) count * (chunk + 1) / chunks)));
    }

    private interface Chunk {
        void work(int chunk, int first, int last);
    }
}
