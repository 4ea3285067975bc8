package dev.kith.ingest.file;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/** An Arrow IPC file or stream, a record batch in memory at a time; dictionaries are resolved. */
final class ArrowRows implements RowReader {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

    /** Stands before a length since Arrow 0.15. */
    private static final int CONTINUATION = -1;

    private static final int START_BYTES = 8;

    /** What the batches of a file may take: a damaged length must not take the machine's memory. */
    private static final long MOST_BYTES = 1L << 30;

    private final Path file;
    private final BufferAllocator allocator = new RootAllocator(MOST_BYTES);
    private final ArrowReader arrow;
    private final List<String> columns;
    private List<FieldVector> batch = List.of();
    private List<FieldVector> decoded = List.of();
    private int batchRows;
    private int inBatch;
    private long row;

    ArrowRows(Path file) {
        this.file = file;
        ArrowReader opened = null;
        try {
            opened = open(file);
            columns = opened.getVectorSchemaRoot().getSchema().getFields().stream()
                    .map(field -> String.valueOf(field.getName()))
                    .toList();
            arrow = opened;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            closeQuietly(opened, e);
            throw damaged(e);
        }
    }

    private ArrowReader open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            ByteBuffer start = ByteBuffer.allocate(START_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(start, 0);
            if (Arrays.equals(start.array(), 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                return new ArrowFileReader(channel, allocator);
            }
            checkFirstLength(start, channel.size());
            return new ArrowStreamReader(Channels.newInputStream(channel), allocator);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** A stream begins with the length of its schema, which the reader asks memory for before it reads on. */
    private static void checkFirstLength(ByteBuffer start, long fileBytes) throws IOException {
        int length = start.getInt(0) == CONTINUATION ? start.getInt(Integer.BYTES) : start.getInt(0);
        if (length < 0 || length > fileBytes) {
            throw new IOException("It does not begin as Arrow does.");
        }
    }

    private KithException damaged(Throwable e) {
        return new KithException(
                "The Arrow file %s cannot be read behind row %,d: its messages do not fit its schema, or it is cut off. Write it again."
                        .formatted(file, row),
                e);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Row next() {
        try {
            while (inBatch == batchRows) {
                if (!load()) {
                    return null;
                }
            }
            int at = inBatch++;
            row++;
            Object[] cells = new Object[batch.size()];
            for (int c = 0; c < cells.length; c++) {
                cells[c] = ArrowValues.of(batch.get(c), at);
            }
            return new Row.Cells(row, Arrays.asList(cells), null);
        } catch (BrokenValue e) {
            return new Row.Broken(row, e.getMessage(), "");
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw damaged(e);
        }
    }

    private boolean load() throws IOException {
        decoded.forEach(FieldVector::close);
        decoded = new ArrayList<>();
        if (!arrow.loadNextBatch()) {
            return false;
        }
        VectorSchemaRoot root = arrow.getVectorSchemaRoot();
        List<FieldVector> vectors = new ArrayList<>();
        for (FieldVector vector : root.getFieldVectors()) {
            if (vector.getField().getDictionary() == null) {
                vectors.add(vector);
            } else {
                FieldVector values = (FieldVector) DictionaryEncoder.decode(
                        vector, arrow.lookup(vector.getField().getDictionary().getId()), allocator);
                decoded.add(values);
                vectors.add(values);
            }
        }
        batch = vectors;
        batchRows = root.getRowCount();
        inBatch = 0;
        return true;
    }

    private void closeQuietly(ArrowReader opened, Throwable reason) {
        try (allocator;
                opened) {
            decoded.forEach(FieldVector::close);
        } catch (IOException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try (allocator;
                arrow) {
            decoded.forEach(FieldVector::close);
        } catch (IOException e) {
            throw Unreadable.file(file, e);
        }
    }
}
