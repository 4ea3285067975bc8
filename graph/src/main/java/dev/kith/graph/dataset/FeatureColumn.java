package dev.kith.graph.dataset;

import dev.kith.graph.Features;
import dev.kith.graph.KithException;
import dev.kith.graph.column.Capacity;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.VectorColumn;
import java.util.Arrays;

/** Collects the features column of nodes.csv.gz: {@code index:value} lists, or as many numbers as there are columns. */
abstract class FeatureColumn {
    /** Adds the field of the next node. */
    abstract void add(GzipCsv csv, String field);

    /** The column, or null where the data set has no features. */
    abstract Column column();

    static FeatureColumn of(String kind, int dimension) {
        boolean isNone = kind.equals("none");
        if (!isNone && (dimension < 1 || dimension > Features.MOST_COLUMNS)) {
            throw new KithException("meta.json says that features have the dimension " + dimension
                    + "; it must be 1 to " + Features.MOST_COLUMNS + ". Correct it.");
        }
        return switch (kind) {
            case "sparse" -> new Sparse(dimension);
            case "dense" -> new Dense(dimension);
            case "none" -> new None();
            default ->
                throw new KithException(
                        "meta.json says that features are '" + kind + "'; they can be sparse, dense or none.");
        };
    }

    private static final class None extends FeatureColumn {
        @Override
        void add(GzipCsv csv, String field) {
            if (!field.isEmpty()) {
                throw csv.refuse("there are features", "meta.json says that the set has none");
            }
        }

        @Override
        Column column() {
            return null;
        }
    }

    private static final class Sparse extends FeatureColumn {
        private final int dimension;
        private int[] offsets = new int[1];
        private int[] indices = new int[0];
        private float[] values = new float[0];
        private int rows;

        Sparse(int dimension) {
            this.dimension = dimension;
        }

        @Override
        void add(GzipCsv csv, String field) {
            int count = offsets[rows];
            int before = -1;
            for (int from = 0; from < field.length(); ) {
                int space = field.indexOf(' ', from);
                int to = space < 0 ? field.length() : space;
                int colon = from;
                while (colon < to && field.charAt(colon) != ':') {
                    colon++;
                }
                int index = csv.whole(field.substring(from, colon), "feature index");
                if (index < 0 || index >= dimension) {
                    throw csv.refuse(
                            "the feature index " + index + " is outside 0 to " + (dimension - 1),
                            "correct it, or the dimension in meta.json");
                }
                if (index <= before) {
                    throw csv.refuse(
                            "the feature index " + index + " follows " + before, "indices must ascend within a line");
                }
                indices = Capacity.grown(indices, count + 1L);
                values = Capacity.grown(values, count + 1L);
                before = index;
                indices[count] = index;
                values[count++] = colon < to ? csv.finite(field.substring(colon + 1, to), "feature " + index) : 1f;
                from = to + 1;
            }
            rows++;
            offsets = Capacity.grown(offsets, rows + 1L);
            offsets[rows] = count;
        }

        @Override
        Column column() {
            int count = offsets[rows];
            return new SparseVectorColumn(
                    Arrays.copyOf(offsets, rows + 1),
                    Arrays.copyOf(indices, count),
                    Arrays.copyOf(values, count),
                    dimension);
        }
    }

    private static final class Dense extends FeatureColumn {
        private final int dimension;
        private float[] values = new float[0];
        private int rows;

        Dense(int dimension) {
            this.dimension = dimension;
        }

        @Override
        void add(GzipCsv csv, String field) {
            String[] numbers = field.isEmpty() ? new String[0] : field.split(" ", -1);
            if (numbers.length != dimension) {
                throw csv.refuse("the node has " + numbers.length + " features", "every node must have " + dimension);
            }
            values = Capacity.grown(values, (rows + 1L) * dimension);
            int at = rows * dimension;
            for (int c = 0; c < dimension; c++) {
                values[at + c] = csv.finite(numbers[c], "feature " + c);
            }
            rows++;
        }

        @Override
        Column column() {
            return new VectorColumn(Arrays.copyOf(values, rows * dimension), rows, dimension, null);
        }
    }
}
