// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/** Rows that a client sends to be written: chunks of one Arrow stream. */
final class RunChunks {
    private static final long MOST_BYTES = 64L << 20;
    private static final int LONGEST_NAME = 16_383;

    private RunChunks() {}

    /** Takes one batch of rows. */
    interface Writer {
        void write(VectorSchemaRoot batch, Map<String, FieldVector> columns);
    }

    /**
     * @param ids names of the first columns, store ids all of them; each other column is a property
     * @return names of the properties
     * @throws KithException where the chunks are something else
     */
    static List<String> read(List<Object> chunks, List<String> ids, Writer writer) {
        try (BufferAllocator allocator = new RootAllocator(4 * MOST_BYTES);
                ArrowStreamReader reader = new ArrowStreamReader(ByteChunks.of(chunks, MOST_BYTES), allocator)) {
            VectorSchemaRoot batch = reader.getVectorSchemaRoot();
            Map<String, FieldVector> columns = columns(batch, ids);
            while (reader.loadNextBatch()) {
                writer.write(batch, columns);
            }
            return List.copyOf(columns.keySet());
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Without its cause: Neo4j shows a client the innermost exception, which would be the wrong one.
            throw new KithException("The chunks are no Arrow stream, or end too early: " + e.getMessage() + ".");
        }
    }

    private static Map<String, FieldVector> columns(VectorSchemaRoot batch, List<String> ids) {
        List<FieldVector> vectors = batch.getFieldVectors();
        for (int k = 0; k < ids.size(); k++) {
            if (vectors.size() <= k
                    || !vectors.get(k).getName().equals(ids.get(k))
                    || !(vectors.get(k) instanceof BigIntVector)) {
                throw new KithException("The first " + (ids.size() == 1 ? "column" : ids.size() + " columns")
                        + " must be '" + String.join("' and '", ids)
                        + "', the store ids of the nodes as 64-bit numbers.");
            }
        }
        Map<String, FieldVector> columns = new LinkedHashMap<>();
        for (FieldVector vector : vectors.subList(ids.size(), vectors.size())) {
            if (vector.getName().isBlank() || vector.getName().length() > LONGEST_NAME) {
                throw new KithException("A property's name has 1 to " + LONGEST_NAME + " characters.");
            }
            columns.put(vector.getName(), vector);
        }
        return columns;
    }
}
