// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.graph.KithException;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;

/** Puts property values into the cells of an Arrow column. */
final class Cells {
    private Cells() {}

    /**
     * Sets a cell and returns the bytes that its value takes. A value changed by another transaction after its column's
     * kind was decided may not fit any more.
     */
    static int set(FieldVector vector, int row, Object value, long id) {
        if (value == null) {
            if (vector instanceof FixedSizeListVector list) {
                list.setNull(row);
                return list.getListSize() * Float.BYTES;
            }
            return 0;
        }
        if (vector instanceof BigIntVector whole && value instanceof Number number) {
            whole.setSafe(row, number.longValue());
        } else if (vector instanceof Float8Vector real && value instanceof Number number) {
            real.setSafe(row, number.doubleValue());
        } else if (vector instanceof BitVector flag && value instanceof Boolean truth) {
            flag.setSafe(row, truth ? 1 : 0);
        } else if (vector instanceof VarCharVector text && (value instanceof String || value instanceof Character)) {
            byte[] bytes = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
            text.setSafe(row, bytes);
            return bytes.length;
        } else if (vector instanceof FixedSizeListVector list && Numbers.length(value) == list.getListSize()) {
            Float4Vector elements = (Float4Vector) list.getDataVector();
            list.setNotNull(row);
            for (int c = 0; c < list.getListSize(); c++) {
                elements.setSafe(row * list.getListSize() + c, Numbers.element(value, c));
            }
            return list.getListSize() * Float.BYTES;
        } else {
            throw new KithException("The property '" + vector.getName() + "' of entity " + id
                    + " changed its type while it was exported; export again.");
        }
        return Long.BYTES;
    }
}
