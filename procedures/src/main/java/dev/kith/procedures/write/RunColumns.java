// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The columns of a batch by the properties that they become. */
final class RunColumns {
    private RunColumns() {}

    /** @param columns names of columns by property */
    static Map<String, FieldVector> of(VectorSchemaRoot batch, Map<String, String> columns) {
        Map<String, FieldVector> vectors = new LinkedHashMap<>();
        columns.forEach((property, column) -> vectors.put(property, batch.getVector(column)));
        return vectors;
    }
}
