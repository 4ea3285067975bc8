// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.graph;

import dev.kith.graph.KithException;
import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Values of Cypher as columns: texts, numbers, booleans, or lists of numbers that have one length. */
final class ValueColumns {
    private ValueColumns() {}

    /**
     * @param property for messages
     * @param values with nulls where there is none
     * @return empty where all are null
     */
    static Optional<Column> of(String property, Object[] values) {
        BitSet nulls = new BitSet();
        for (int i = 0; i < values.length; i++) {
            nulls.set(i, values[i] == null);
        }
        if (nulls.cardinality() == values.length) {
            return Optional.empty();
        }
        BitSet gaps = nulls.isEmpty() ? null : nulls;
        if (all(values, String.class::isInstance)) {
            return Optional.of(new TextColumn(Arrays.copyOf(values, values.length, String[].class)));
        } else if (all(values, Boolean.class::isInstance)) {
            boolean[] flags = new boolean[values.length];
            for (int i = 0; i < flags.length; i++) {
                flags[i] = Boolean.TRUE.equals(values[i]);
            }
            return Optional.of(new BooleanColumn(flags, gaps));
        } else if (all(values, ValueColumns::isWhole)) {
            return Optional.of(new LongColumn(
                    Arrays.stream(values)
                            .mapToLong(value -> value == null ? 0 : ((Number) value).longValue())
                            .toArray(),
                    gaps));
        } else if (all(values, Number.class::isInstance)) {
            return Optional.of(new DoubleColumn(
                    Arrays.stream(values)
                            .mapToDouble(value -> value == null ? 0 : ((Number) value).doubleValue())
                            .toArray(),
                    gaps));
        }
        return Optional.of(vectors(property, values, gaps));
    }

    private static boolean all(Object[] values, Predicate<Object> kind) {
        return Arrays.stream(values).filter(Objects::nonNull).allMatch(kind);
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    private static Column vectors(String property, Object[] values, BitSet gaps) {
        int dimension = -1;
        float[] elements = new float[0];
        for (int row = 0; row < values.length; row++) {
            if (values[row] == null) {
                continue;
            }
            Object array = values[row] instanceof List<?> list ? list.toArray() : values[row];
            if (!array.getClass().isArray() || (dimension >= 0 && Array.getLength(array) != dimension)) {
                throw mixed(property);
            }
            if (dimension < 0) {
                dimension = Array.getLength(array);
                elements = new float[Math.multiplyExact(values.length, dimension)];
            }
            for (int c = 0; c < dimension; c++) {
                if (!(Array.get(array, c) instanceof Number number)) {
                    throw mixed(property);
                }
                elements[row * dimension + c] = number.floatValue();
            }
        }
        return new VectorColumn(elements, values.length, dimension, gaps);
    }

    private static KithException mixed(String property) {
        return new KithException("The property '" + property + "' has values of several kinds, or lists of several"
                + " lengths; it must be a text, a number, a boolean, or a list of as many numbers in every node.");
    }
}
