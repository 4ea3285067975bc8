// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.ingest;

import dev.kith.graph.KithException;
import dev.kith.procedures.write.ByteChunks;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/** Rows as chunks of one Arrow stream: keys first, then properties by their names. */
final class IngestChunks {
    private static final long MOST_BYTES = 64L << 20;
    private static final int LONGEST_NAME = 16_383;

    private IngestChunks() {}

    /** Takes a batch of rows. */
    interface Taker {
        void take(List<FieldVector> columns, int rows);
    }

    /**
     * @param keys columns that stand before the properties
     * @throws KithException where the chunks are something else
     */
    static void read(List<Object> chunks, int keys, Taker taker) {
        try (BufferAllocator allocator = new RootAllocator(4 * MOST_BYTES);
                ArrowStreamReader reader = new ArrowStreamReader(ByteChunks.of(chunks, MOST_BYTES), allocator)) {
            VectorSchemaRoot batch = reader.getVectorSchemaRoot();
            List<FieldVector> columns = batch.getFieldVectors();
            check(columns, keys);
            while (reader.loadNextBatch()) {
                taker.take(columns, batch.getRowCount());
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Without its cause: Neo4j shows a client the innermost exception, which would be the wrong one.
            throw new KithException("The chunks are no Arrow stream, or end too early: " + e.getMessage() + ".");
        }
    }

    private static void check(List<FieldVector> columns, int keys) {
        if (columns.size() < keys) {
            throw new KithException("The chunks have " + columns.size() + " columns, and the keys alone are " + keys
                    + "; send those first, then the properties.");
        }
        for (FieldVector column : columns.subList(keys, columns.size())) {
            if (column.getName().isBlank() || column.getName().length() > LONGEST_NAME) {
                throw new KithException("A property's name has 1 to " + LONGEST_NAME + " characters.");
            }
        }
    }
}
