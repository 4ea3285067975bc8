package dev.kith.ingest.file;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** An Arrow IPC file or stream, a record batch in memory at a time; dictionaries are resolved. */
final class ArrowRows implements RowReader {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

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
        } catch (IOException | RuntimeException e) {
            closeQuietly(opened, e);
            throw damaged(e);
        }
    }

    private ArrowReader open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        java.nio.ByteBuffer magic = java.nio.ByteBuffer.allocate(MAGIC.length);
        channel.read(magic, 0);
        if (Arrays.equals(magic.array(), MAGIC)) {
            return new ArrowFileReader(channel, allocator);
        }
        return new ArrowStreamReader(Channels.newInputStream(channel), allocator);
    }

    private KithException damaged(Exception e) {
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
                cells[c] = batch.get(c).isNull(at) ? null : value(batch.get(c), at);
            }
            return new Row.Cells(row, Arrays.asList(cells), null);
        } catch (BrokenValue e) {
            return new Row.Broken(row, e.getMessage(), "");
        } catch (IOException | RuntimeException e) {
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

    private static Object value(FieldVector vector, int row) throws BrokenValue {
        if (vector instanceof DateDayVector days) {
            return LocalDate.ofEpochDay(days.get(row));
        }
        if (vector instanceof TimeStampVector moments) {
            return moment(moments, row);
        }
        return plain(vector.getName(), vector.getObject(row));
    }

    private static Object moment(TimeStampVector moments, int row) {
        ArrowType.Timestamp type = (ArrowType.Timestamp) moments.getField().getType();
        long perSecond = type.getUnit() == TimeUnit.SECOND
                ? 1
                : type.getUnit() == TimeUnit.MILLISECOND
                        ? 1_000
                        : type.getUnit() == TimeUnit.MICROSECOND ? 1_000_000 : 1_000_000_000;
        long value = moments.get(row);
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * (1_000_000_000 / perSecond));
        return type.getTimezone() == null
                ? instant.atOffset(ZoneOffset.UTC).toLocalDateTime()
                : instant.atZone(ZoneOffset.UTC);
    }

    private static Object plain(String column, Object value) throws BrokenValue {
        return switch (value) {
            case null -> null;
            case Byte number -> (long) number;
            case Short number -> (long) number;
            case Integer number -> (long) number;
            case Long number -> number;
            case Float number -> (double) number;
            case Double number -> number;
            case Boolean flag -> flag;
            case List<?> list -> elements(column, list);
            case org.apache.arrow.vector.util.Text text -> text.toString();
            default ->
                throw new BrokenValue("its column '" + column
                        + "' holds neither numbers, texts, booleans and times nor lists of them");
        };
    }

    private static List<Object> elements(String column, List<?> list) throws BrokenValue {
        List<Object> elements = new ArrayList<>(list.size());
        for (Object element : list) {
            elements.add(plain(column, element));
        }
        return elements;
    }

    private void closeQuietly(ArrowReader opened, Exception reason) {
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
