// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.ingest;

import dev.kith.procedures.write.PropertyValues;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.neo4j.graphdb.Entity;

/** The columns of a batch that are properties. */
record RowProperties(List<FieldVector> columns) {
    /** Sets a row's values on something new. */
    void setOn(Entity created, int row) {
        for (FieldVector column : columns) {
            Object value = PropertyValues.get(column, row);
            if (value != null) {
                created.setProperty(column.getName(), value);
            }
        }
    }

    /** Makes an entity what a row says: a gap takes the property away. */
    void replaceOn(Entity found, int row) {
        for (FieldVector column : columns) {
            Object value = PropertyValues.get(column, row);
            if (value != null) {
                found.setProperty(column.getName(), value);
            } else {
                found.removeProperty(column.getName());
            }
        }
    }
}
