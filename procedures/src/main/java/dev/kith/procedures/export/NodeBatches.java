// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.procedures.scan.Scan;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows of the node table: store id, labels, properties. */
final class NodeBatches extends BatchPart {
    private static final int ID = 0;
    private static final int LABELS = 1;
    private static final int PROPERTIES = 2;

    private final Scan.NodeRows rows;
    private final int properties;

    NodeBatches(Scan.NodeRows rows, Schema schema, int chunkBytes) {
        super(schema, chunkBytes);
        this.rows = rows;
        properties = schema.getFields().size() - PROPERTIES;
    }

    @Override
    int fill(VectorSchemaRoot into) {
        BigIntVector id = (BigIntVector) into.getVector(ID);
        ListVector labels = (ListVector) into.getVector(LABELS);
        IntVector codes = (IntVector) labels.getDataVector();
        int at = 0;
        int row = 0;
        for (int bytes = 0; row < ROWS && bytes < VALUE_BYTES && rows.next(); row++) {
            id.setSafe(row, rows.id());
            labels.startNewValue(row);
            for (int l = 0; l < rows.labelCount(); l++) {
                codes.setSafe(at++, rows.label(l));
            }
            labels.endValue(row, rows.labelCount());
            for (int p = 0; p < properties; p++) {
                bytes += Cells.set(into.getVector(PROPERTIES + p), row, rows.property(p), rows.id());
            }
        }
        return row;
    }

    @Override
    void closeRows() {
        rows.close();
    }
}
