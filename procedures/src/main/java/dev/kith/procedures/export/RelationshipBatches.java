// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.procedures.scan.Scan;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows of the relationship table: rows of both ends, type, properties. Those that leave the projection are left out. */
final class RelationshipBatches extends BatchPart {
    private static final int PROPERTIES = 3;

    private final Scan.RelationshipRows rows;
    private final IdMap ids;
    private final int properties;

    RelationshipBatches(Scan.RelationshipRows rows, IdMap ids, Schema schema, int chunkBytes) {
        super(schema, chunkBytes);
        this.rows = rows;
        this.ids = ids;
        properties = schema.getFields().size() - PROPERTIES;
    }

    @Override
    int fill(VectorSchemaRoot into) {
        IntVector source = (IntVector) into.getVector(0);
        IntVector target = (IntVector) into.getVector(1);
        SmallIntVector type = (SmallIntVector) into.getVector(2);
        source.allocateNew(ROWS);
        target.allocateNew(ROWS);
        type.allocateNew(ROWS);
        int row = 0;
        int bytes = 0;
        while (row < ROWS && bytes < VALUE_BYTES && rows.next()) {
            int from = ids.row(rows.source());
            int to = ids.row(rows.target());
            if (from < 0 || to < 0) {
                continue;
            }
            source.set(row, from);
            target.set(row, to);
            type.set(row, (short) rows.type());
            for (int p = 0; p < properties; p++) {
                bytes += Cells.set(into.getVector(PROPERTIES + p), row, rows.property(p), rows.id());
            }
            row++;
        }
        return row;
    }

    @Override
    void closeRows() {
        rows.close();
    }
}
