// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.graph.arrow.Dictionaries;
import dev.kith.graph.arrow.TableSchema;
import dev.kith.graph.arrow.TableSchema.Property;
import dev.kith.procedures.scan.Scan;
import java.util.List;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The relationship table: rows of both ends, type, properties. Relationships that leave the projection are left out. */
final class RelationshipStream extends TableStream {
    private static final int PROPERTIES = 3;

    private final Scan.RelationshipRows rows;
    private final IdMap ids;
    private final int properties;

    RelationshipStream(
            Scan scan, Projection projection, IdMap ids, List<Property> columns, int chunkBytes, Runnable guard) {
        super(
                "relationships",
                TableSchema.relationships(columns),
                allocator -> Dictionaries.types(allocator, projection.types()),
                chunkBytes,
                guard);
        this.ids = ids;
        this.rows = scan.relationships(projection.types(), projection.relationshipProperties());
        this.properties = columns.size();
    }

    @Override
    int fill(VectorSchemaRoot batch) {
        IntVector source = (IntVector) batch.getVector(0);
        IntVector target = (IntVector) batch.getVector(1);
        SmallIntVector type = (SmallIntVector) batch.getVector(2);
        source.allocateNew(BATCH_ROWS);
        target.allocateNew(BATCH_ROWS);
        type.allocateNew(BATCH_ROWS);
        int row = 0;
        while (row < BATCH_ROWS && rows.next()) {
            int from = ids.row(rows.source());
            int to = ids.row(rows.target());
            if (from < 0 || to < 0) {
                continue;
            }
            source.set(row, from);
            target.set(row, to);
            type.set(row, (short) rows.type());
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
