// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import dev.kith.graph.KithException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;

/** Arrow cells as the values that properties hold. */
public final class PropertyValues {
    private PropertyValues() {}

    /** A Long, Double, Boolean, String, or an array of such or of floats; null where missing. */
    public static Object get(FieldVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        } else if (vector instanceof BigIntVector whole) {
            return whole.get(row);
        } else if (vector instanceof Float8Vector real) {
            return real.get(row);
        } else if (vector instanceof Float4Vector real) {
            return (double) real.get(row);
        } else if (vector instanceof BitVector flag) {
            return flag.get(row) == 1;
        } else if (vector instanceof VarCharVector text) {
            return new String(text.get(row), StandardCharsets.UTF_8);
        } else if (vector instanceof FixedSizeListVector list
                && list.getDataVector() instanceof Float4Vector elements) {
            float[] values = new float[list.getListSize()];
            for (int c = 0; c < values.length; c++) {
                values[c] = elements.get(row * values.length + c);
            }
            return values;
        } else if (vector instanceof ListVector list) {
            return list(list, row);
        }
        throw unknown(vector);
    }

    private static Object list(ListVector list, int row) {
        int from = list.getElementStartIndex(row);
        int count = list.getElementEndIndex(row) - from;
        FieldVector elements = list.getDataVector();
        if (elements instanceof BigIntVector whole) {
            return IntStream.range(from, from + count).mapToLong(whole::get).toArray();
        } else if (elements instanceof Float8Vector real) {
            return IntStream.range(from, from + count).mapToDouble(real::get).toArray();
        } else if (elements instanceof BitVector flags) {
            boolean[] values = new boolean[count];
            for (int k = 0; k < count; k++) {
                values[k] = flags.get(from + k) == 1;
            }
            return values;
        } else if (elements instanceof VarCharVector texts) {
            return IntStream.range(from, from + count)
                    .mapToObj(k -> new String(texts.get(k), StandardCharsets.UTF_8))
                    .toArray(String[]::new);
        }
        throw unknown(list);
    }

    private static KithException unknown(FieldVector vector) {
        return new KithException("The column '" + vector.getName() + "' has the Arrow type "
                + vector.getField().getType() + ", which is no property's; send numbers, texts, booleans or vectors.");
    }

    /** What kind of value it is, in words. */
    static String kind(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return "a whole number";
        } else if (value instanceof Double || value instanceof Float) {
            return "a number";
        } else if (value instanceof Boolean) {
            return "a boolean";
        } else if (value instanceof String) {
            return "a text";
        }
        return value.getClass().isArray() ? "a list" : "a " + value.getClass().getSimpleName();
    }
}
