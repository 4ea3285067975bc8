// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.graph.arrow.Dictionaries;
import dev.kith.graph.arrow.TableSchema;
import dev.kith.graph.arrow.TableSchema.Property;
import dev.kith.procedures.scan.Scan;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;

/** The node table: store id, labels, properties. */
final class NodeStream extends TableStream {
    private static final int ID = 0;
    private static final int LABELS = 1;
    private static final int PROPERTIES = 2;
    private static final int BATCH_ELEMENTS = 1 << 22;

    private final Scan.NodeRows rows;
    private final int batchRows;
    private final int properties;

    NodeStream(Scan scan, Projection projection, IdMap ids, List<Property> columns, int chunkBytes, Runnable guard) {
        super(
                "nodes",
                TableSchema.nodes(false, columns),
                allocator -> Dictionaries.labels(allocator, projection.labels()),
                chunkBytes,
                guard);
        rows = scan.nodes(ids.ids(), projection.labels(), projection.nodeProperties());
        properties = columns.size();
        int widest = columns.stream()
                .mapToInt(column -> column.kind() instanceof TableSchema.Kind.Vector v ? v.dimension() : 1)
                .max()
                .orElse(1);
        batchRows = Math.max(1, Math.min(BATCH_ROWS, BATCH_ELEMENTS / Math.max(1, widest)));
    }

    @Override
    int fill(VectorSchemaRoot batch) {
        BigIntVector id = (BigIntVector) batch.getVector(ID);
        ListVector labels = (ListVector) batch.getVector(LABELS);
        IntVector codes = (IntVector) labels.getDataVector();
        int at = 0;
        int row = 0;
        while (row < batchRows && rows.next()) {
            id.setSafe(row, rows.id());
            labels.startNewValue(row);
            for (int l = 0; l < rows.labelCount(); l++) {
                codes.setSafe(at++, rows.label(l));
            }
            labels.endValue(row, rows.labelCount());
            for (int p = 0; p < properties; p++) {
                Cells.set(batch.getVector(PROPERTIES + p), row, rows.property(p), rows.id());
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
