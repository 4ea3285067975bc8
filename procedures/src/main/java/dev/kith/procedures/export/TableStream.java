// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.graph.arrow.Dictionaries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.Schema;

/** One table as chunks of its Arrow stream: schema and names, record batches, end. */
final class TableStream implements Iterator<Chunk>, AutoCloseable {
    /** A continuation mark and the length 0. */
    private static final int END_BYTES = 8;

    private final String table;
    private final byte[] empty;
    private final Supplier<Results<byte[]>> batches;
    private Results<byte[]> open;
    private byte[] ready;
    private boolean ended;

    /**
     * @param names the dictionary of the table
     * @param batches begins to make the record batches
     */
    TableStream(
            String table,
            Schema schema,
            Function<BufferAllocator, Dictionaries> names,
            Supplier<Results<byte[]>> batches) {
        this.table = table;
        this.batches = batches;
        empty = empty(schema, names);
        ready = Arrays.copyOf(empty, empty.length - END_BYTES);
    }

    /** The whole stream of the table without rows: one empty batch, because names are written with the first batch. */
    private static byte[] empty(Schema schema, Function<BufferAllocator, Dictionaries> names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (BufferAllocator allocator = new RootAllocator();
                Dictionaries dictionaries = names.apply(allocator);
                VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                ArrowStreamWriter writer = new ArrowStreamWriter(root, dictionaries.provider(), bytes)) {
            writer.start();
            writer.writeBatch();
            writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public boolean hasNext() {
        if (ready == null && !ended) {
            if (open == null) {
                open = batches.get();
            }
            Optional<byte[]> next = open.next();
            ended = next.isEmpty();
            ready = next.orElseGet(() -> Arrays.copyOfRange(empty, empty.length - END_BYTES, empty.length));
            if (ended) {
                close();
            }
        }
        return ready != null;
    }

    @Override
    public Chunk next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Chunk next = new Chunk(table, ready);
        ready = null;
        return next;
    }

    @Override
    public void close() {
        ended = true;
        if (open != null) {
            open.close();
        }
    }
}
