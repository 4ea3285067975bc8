package dev.kith.gnn.feature;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;

/** A number or boolean, shifted and scaled to mean 0 and deviation 1 over the graph it was fitted on; missing is 0. */
record NumberEncoder(String property, double mean, double deviation) implements Encoder {
    NumberEncoder {
        if (property == null || !Double.isFinite(mean) || !Double.isFinite(deviation) || !(deviation > 0.0)) {
            throw Encoder.nonsense("the number '" + property + "' has mean " + mean + " and deviation " + deviation);
        }
    }

    static NumberEncoder fit(Graph graph, String property) {
        Column column = Properties.of(graph, property);
        double sum = 0.0;
        int count = 0;
        for (int i = 0; i < column.size(); i++) {
            if (!column.isNull(i)) {
                sum += value(graph, column, property, i);
                count++;
            }
        }
        double mean = count == 0 ? 0.0 : sum / count;
        double squares = 0.0;
        for (int i = 0; i < column.size(); i++) {
            if (!column.isNull(i)) {
                double d = value(graph, column, property, i) - mean;
                squares += d * d;
            }
        }
        double deviation = count == 0 ? 1.0 : Math.sqrt(squares / count);
        return new NumberEncoder(property, mean, deviation == 0.0 ? 1.0 : deviation);
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void encode(Graph graph, int offset, FeatureRows rows) {
        Column column = Properties.of(graph, property);
        if (!(column instanceof LongColumn || column instanceof DoubleColumn || column instanceof BooleanColumn)) {
            throw new KithException("The property '" + property + "' is a number in the model but " + column.typeName()
                    + " in this graph; export the graph with the property it was trained on.");
        }
        for (int i = 0; i < column.size(); i++) {
            if (!column.isNull(i)) {
                rows.add(i, offset, (float) ((value(graph, column, property, i) - mean) / deviation));
            }
        }
    }

    @Override
    public String origin(int column) {
        return "property '" + property + "'";
    }

    private static double value(Graph graph, Column column, String property, int row) {
        double value =
                switch (column) {
                    case LongColumn numbers -> (double) numbers.values()[row];
                    case DoubleColumn numbers -> numbers.values()[row];
                    case BooleanColumn flags -> flags.values()[row] ? 1.0 : 0.0;
                    default -> throw new IllegalArgumentException(column.typeName() + " is not a number.");
                };
        return Properties.finite(value, property, graph, row);
    }
}
