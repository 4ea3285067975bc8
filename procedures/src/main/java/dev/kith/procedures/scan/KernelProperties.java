// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.scan;

import java.util.Arrays;
import org.neo4j.internal.kernel.api.EntityCursor;
import org.neo4j.internal.kernel.api.PropertyCursor;
import org.neo4j.storageengine.api.PropertySelection;

/** The asked property values of the entity a kernel cursor stands on. */
final class KernelProperties implements AutoCloseable {
    private final int[] keys;
    private final Object[] row;
    private final PropertySelection selection;
    private final PropertyCursor cursor;

    /**
     * @param keys tokens of the asked properties
     * @param cursor null where none is asked for
     */
    KernelProperties(int[] keys, PropertyCursor cursor) {
        this.keys = keys;
        this.cursor = cursor;
        row = new Object[keys.length];
        selection = PropertySelection.selection(keys);
    }

    void read(EntityCursor entity) {
        if (cursor == null) {
            return;
        }
        clear();
        entity.properties(cursor, selection);
        while (cursor.next()) {
            for (int p = 0; p < keys.length; p++) {
                if (keys[p] == cursor.propertyKey()) {
                    row[p] = cursor.propertyValue().asObject();
                }
            }
        }
    }

    void clear() {
        Arrays.fill(row, null);
    }

    Object value(int position) {
        return row[position];
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
        }
    }
}
