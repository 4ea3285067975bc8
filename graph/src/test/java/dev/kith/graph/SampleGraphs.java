package dev.kith.graph;

import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Graphs with columns of every kind, drawn from a seed. */
public final class SampleGraphs {
    private static final double[] NUMBERS = {
        0.0, -0.0, 1.5, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY, -1e-300
    };
    private static final long[] WHOLES = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 53};
    private static final List<String> LABELS = List.of("Person", "Ünïcode ✓", "a`b", "", "😀");
    private static final List<String> TYPES = List.of("KNOWS", "has part", "→");

    private final long seed;
    private long stream;

    private SampleGraphs(long seed) {
        this.seed = seed;
    }

    /** Nodes carry 0 to 5 labels, a third of the values is missing, and texts use all of Unicode. */
    public static Graph random(int nodes, int relationships, long seed) {
        return new SampleGraphs(seed).graph(nodes, relationships);
    }

    private Graph graph(int nodes, int relationships) {
        Column ids = below(0, 2) == 0 ? uniqueWholes(nodes) : uniqueTexts(nodes);
        int[] source = new int[relationships];
        int[] target = new int[relationships];
        short[] type = new short[relationships];
        stream++;
        for (int e = 0; e < relationships; e++) {
            source[e] = below(3L * e, nodes);
            target[e] = below(3L * e + 1, nodes);
            type[e] = (short) below(3L * e + 2, TYPES.size());
        }
        Map<String, Split> splits = new LinkedHashMap<>();
        for (String name : List.of("public", "geom-3")) {
            stream++;
            byte[] set = new byte[nodes];
            for (int i = 0; i < nodes; i++) {
                set[i] = (byte) below(i, 4);
            }
            splits.put(name, Split.of(name, set));
        }
        return new Graph(
                "sample ✓",
                seed % 2 == 0,
                new NodeTable(ids, labels(nodes), properties(nodes)),
                new RelationshipTable(source, target, type, TYPES, properties(relationships)),
                "flag",
                List.of("vector", "sparse"),
                splits);
    }

    private Map<String, Column> properties(int rows) {
        Map<String, Column> properties = new LinkedHashMap<>();
        stream++;
        properties.put("text", texts(rows));
        stream++;
        properties.put("whole", new LongColumn(wholes(rows), nulls(rows)));
        stream++;
        double[] numbers = new double[rows];
        Arrays.setAll(numbers, i -> NUMBERS[below(2L * i, NUMBERS.length)]);
        properties.put("number with spaces", new DoubleColumn(numbers, nulls(rows)));
        stream++;
        boolean[] flags = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            flags[i] = below(2L * i, 2) == 0;
        }
        properties.put("flag", new BooleanColumn(flags, nulls(rows)));
        stream++;
        properties.put("vector", vectors(rows, 3));
        stream++;
        properties.put("sparse", sparse(rows, 7));
        properties.put("complete", new LongColumn(wholes(rows), null));
        return properties;
    }

    private int below(long index, int bound) {
        return CounterRandom.below(seed, stream, index, bound);
    }

    private boolean missing(int row) {
        return below(2L * row + 1, 3) == 0;
    }

    private BitSet nulls(int rows) {
        BitSet nulls = new BitSet();
        IntStream.range(0, rows).filter(this::missing).forEach(nulls::set);
        return nulls.isEmpty() ? null : nulls;
    }

    private long[] wholes(int rows) {
        long[] wholes = new long[rows];
        Arrays.setAll(wholes, i -> WHOLES[below(2L * i, WHOLES.length)]);
        return wholes;
    }

    private Column texts(int rows) {
        String[] texts = new String[rows];
        Arrays.setAll(texts, i -> missing(i) ? null : text(100L * i));
        return new TextColumn(texts);
    }

    /** 0 to 8 code points of any plane. */
    private String text(long index) {
        StringBuilder text = new StringBuilder();
        for (int length = below(index, 9); length > 0; length--) {
            int bits = 1 + below(index + 10 + length, 21);
            int point = below(index + 20 + length, Math.min(1 << bits, Character.MAX_CODE_POINT + 1));
            boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            text.appendCodePoint(half ? 0xFFFD : point);
        }
        return text.toString();
    }

    private VectorColumn vectors(int rows, int dimension) {
        BitSet nulls = nulls(rows);
        float[] values = new float[rows * dimension];
        for (int k = 0; k < values.length; k++) {
            boolean gap = nulls != null && nulls.get(k / dimension);
            values[k] = gap ? 0f : CounterRandom.normal(seed, stream + 100, k);
        }
        return new VectorColumn(values, rows, dimension, nulls);
    }

    private SparseVectorColumn sparse(int rows, int dimension) {
        int[] offsets = new int[rows + 1];
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < dimension; c++) {
                if (below((long) i * dimension + c, 3) == 0) {
                    indices.add(c);
                }
            }
            offsets[i + 1] = indices.size();
        }
        float[] values = new float[indices.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = CounterRandom.normal(seed, stream + 100, k);
        }
        return new SparseVectorColumn(offsets, indices.stream().mapToInt(c -> c).toArray(), values, dimension);
    }

    private NodeLabels labels(int nodes) {
        stream++;
        int[] offsets = new int[nodes + 1];
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            for (int c = 0; c < LABELS.size(); c++) {
                if (below((long) i * LABELS.size() + c, 3) == 0) {
                    codes.add(c);
                }
            }
            offsets[i + 1] = codes.size();
        }
        return new NodeLabels(LABELS, offsets, codes.stream().mapToInt(c -> c).toArray());
    }

    private Column uniqueWholes(int nodes) {
        long[] ids = new long[nodes];
        Arrays.setAll(ids, i -> CounterRandom.bits(seed, 1000, i));
        return new LongColumn(ids, null);
    }

    private Column uniqueTexts(int nodes) {
        String[] ids = new String[nodes];
        Arrays.setAll(ids, i -> text(100L * i) + i);
        return new TextColumn(ids);
    }
}
