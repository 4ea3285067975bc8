package dev.kith.gnn.train;

import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Graph;
import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import java.util.List;

/**
 * The most probable class of every node.
 *
 * @param codes position in {@code classes}
 * @param confidence probability of that class, in (0, 1]
 * @param sha256 over all probabilities, little-endian float32, row by row: equal where all of them are
 */
public record Predictions(int[] codes, float[] confidence, List<Object> classes, String sha256) {

    public static Predictions of(Model model, Engine engine, Graph graph) {
        try (Tensor probabilities = model.probabilities(engine, graph)) {
            int[] codes = Metrics.argmax(probabilities);
            float[] confidence = new float[codes.length];
            for (int i = 0; i < codes.length; i++) {
                confidence[i] = probabilities.get(i, codes[i]);
            }
            return new Predictions(codes, confidence, model.classes(), hash(probabilities));
        }
    }

    /** The predicted class's original value. */
    public Object value(int node) {
        return classes.get(codes[node]);
    }

    /** The predicted classes' original values, a row for each node, as a column of their kind. */
    public Column values() {
        return column(classes).rows(codes);
    }

    private static Column column(List<Object> classes) {
        if (classes.stream().allMatch(Boolean.class::isInstance)) {
            boolean[] flags = new boolean[classes.size()];
            for (int c = 0; c < flags.length; c++) {
                flags[c] = (Boolean) classes.get(c);
            }
            return new BooleanColumn(flags, null);
        }
        // A class read from a model's JSON is an Integer where it is small, and was a Long in the graph.
        if (classes.stream().allMatch(value -> value instanceof Long || value instanceof Integer)) {
            return new LongColumn(
                    classes.stream()
                            .mapToLong(value -> ((Number) value).longValue())
                            .toArray(),
                    null);
        }
        if (classes.stream().allMatch(Number.class::isInstance)) {
            return new DoubleColumn(
                    classes.stream()
                            .mapToDouble(value -> ((Number) value).doubleValue())
                            .toArray(),
                    null);
        }
        return new TextColumn(classes.stream().map(String::valueOf).toArray(String[]::new));
    }

    private static String hash(Tensor probabilities) {
        int bytes = Float.BYTES * probabilities.columns();
        return ResultHash.of(probabilities.rows(), bytes, (row, i) -> {
            for (float p : probabilities.row(i)) {
                row.putFloat(p);
            }
        });
    }
}
