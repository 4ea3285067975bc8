// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.graph.arrow.Dictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.Schema;

/** One table as chunks of its Arrow stream, a record batch read ahead at most. */
abstract class TableStream implements Iterator<Chunk>, AutoCloseable {
    static final int BATCH_ROWS = 1 << 16;

    private final String table;
    private final ChunkBuffer chunks;
    private final BufferAllocator allocator = new RootAllocator();
    private final Dictionaries dictionaries;
    private final VectorSchemaRoot root;
    private final ArrowStreamWriter writer;
    private final Runnable guard;
    private Chunk ready;
    private boolean started;
    private boolean ended;
    private boolean closed;

    /** @param guard throws where the transaction was terminated */
    TableStream(String table, Schema schema, NameDictionary names, int chunkBytes, Runnable guard) {
        this.table = table;
        this.guard = guard;
        chunks = new ChunkBuffer(chunkBytes);
        dictionaries = names.create(allocator);
        root = VectorSchemaRoot.create(schema, allocator);
        writer = new ArrowStreamWriter(root, dictionaries.provider(), chunks);
    }

    /** Fills the emptied batch with the next rows, up to {@link #BATCH_ROWS}, and returns how many; 0 at the end. */
    abstract int fill(VectorSchemaRoot batch);

    /** Closes the rows it reads from. */
    abstract void closeRows();

    @Override
    public boolean hasNext() {
        while (ready == null && !closed) {
            byte[] bytes = chunks.next();
            if (bytes == null && ended) {
                bytes = chunks.rest();
                if (bytes == null) {
                    close();
                    return false;
                }
            }
            if (bytes == null) {
                advance();
            } else {
                ready = new Chunk(table, bytes);
            }
        }
        return ready != null;
    }

    private void advance() {
        guard.run();
        try {
            if (!started) {
                writer.start();
                started = true;
            }
            root.getFieldVectors().forEach(vector -> vector.reset());
            int rows = fill(root);
            if (rows == 0) {
                writer.end();
                ended = true;
            } else {
                root.setRowCount(rows);
                writer.writeBatch();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Chunk next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Chunk next = ready;
        ready = null;
        return next;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        closeRows();
        // The writer closes the channel and ends the stream if it was not; those bytes go nowhere.
        writer.close();
        root.close();
        dictionaries.close();
        allocator.close();
    }

    /** Makes the table's dictionary in the stream's own memory. */
    interface NameDictionary {
        Dictionaries create(BufferAllocator allocator);
    }
}
