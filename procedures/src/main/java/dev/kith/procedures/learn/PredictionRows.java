// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.KithException;
import dev.kith.procedures.write.PropertyValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/**
 * A worker's predictions, a batch of them in memory. The file is open from the beginning: it may be removed.
 *
 * @param <R> what a procedure's row is
 */
final class PredictionRows<R> implements Iterator<R>, AutoCloseable {
    private final InputStream file;
    private final Function<Row, R> made;
    private final BufferAllocator allocator = new RootAllocator();
    private final ArrowStreamReader reader;
    private int row;
    private int rows;
    private boolean closed;

    /** A row of the file. */
    record Row(VectorSchemaRoot batch, int number) {
        long whole(String column) {
            return ((BigIntVector) batch.getVector(column)).get(number);
        }

        double real(String column) {
            return ((Float8Vector) batch.getVector(column)).get(number);
        }

        Object value(String column) {
            return PropertyValues.get(batch.getVector(column), number);
        }
    }

    PredictionRows(Path predictions, Function<Row, R> made) {
        this.made = made;
        try {
            file = Files.newInputStream(predictions);
            reader = new ArrowStreamReader(file, allocator);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** All rows; closed with the stream, or at its end. */
    Stream<R> stream() {
        Iterable<R> all = () -> this;
        return StreamSupport.stream(all.spliterator(), false).onClose(this::close);
    }

    @Override
    public boolean hasNext() {
        try {
            while (!closed && row == rows) {
                row = 0;
                rows = 0;
                if (reader.loadNextBatch()) {
                    rows = reader.getVectorSchemaRoot().getRowCount();
                } else {
                    close();
                }
            }
            return !closed;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            return made.apply(new Row(reader.getVectorSchemaRoot(), row++));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static KithException unreadable(IOException e) {
        return new KithException("The worker's predictions cannot be read: " + e.getMessage() + ".", e);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try (file;
                    allocator) {
                reader.close();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }
}
