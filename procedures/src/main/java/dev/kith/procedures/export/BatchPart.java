// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows of a table as record batches of its Arrow stream, each in pieces of bounded size. */
abstract class BatchPart implements Parts.Part<byte[]> {
    /** Rows of a batch, if their values do not make it too large before. */
    static final int ROWS = 1 << 16;

    /** Bytes of values after which a batch ends. */
    static final int VALUE_BYTES = 4 << 20;

    private final BufferAllocator allocator = new RootAllocator();
    private final VectorSchemaRoot batch;
    private final int chunkBytes;
    private final Queue<byte[]> pieces = new ArrayDeque<>();

    BatchPart(Schema schema, int chunkBytes) {
        this.chunkBytes = chunkBytes;
        batch = VectorSchemaRoot.create(schema, allocator);
    }

    /** Fills the emptied batch with the next rows, up to {@link #ROWS} or {@link #VALUE_BYTES}; returns how many. */
    abstract int fill(VectorSchemaRoot into);

    /** Closes the rows it reads from. */
    abstract void closeRows();

    @Override
    public Optional<byte[]> next() {
        if (pieces.isEmpty()) {
            batch.getFieldVectors().forEach(FieldVector::reset);
            int rows = fill(batch);
            if (rows > 0) {
                batch.setRowCount(rows);
                write();
            }
        }
        return Optional.ofNullable(pieces.poll());
    }

    private void write() {
        try (ArrowRecordBatch record = new VectorUnloader(batch).getRecordBatch()) {
            Pieces out = new Pieces(chunkBytes, record.computeBodyLength(), pieces);
            MessageSerializer.serialize(new WriteChannel(out), record);
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closeRows();
        batch.close();
        allocator.close();
    }
}
