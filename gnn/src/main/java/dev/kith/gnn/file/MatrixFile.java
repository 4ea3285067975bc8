package dev.kith.gnn.file;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.kith.gnn.model.Matrices;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.KithException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Matrices in a mapped file, for those that would not fit beside the rest: an Arrow IPC stream of one record batch, a
 * column of fixed-size float lists for each matrix. The head is written first; the matrices are then filled where they
 * lie, and the system writes pages out and reads them in as it sees fit. The file goes when it is closed.
 */
public final class MatrixFile implements Matrices {
    private static final int ALIGNMENT = 64;
    private static final int CONTINUATION = 0xFFFFFFFF;

    private final Path file;
    private final Arena arena;
    private final List<Tensor> tensors;

    private MatrixFile(Path file, Arena arena, List<Tensor> tensors) {
        this.file = file;
        this.arena = arena;
        this.tensors = tensors;
    }

    /**
     * A new file.
     *
     * @throws KithException where it cannot be made, or there is no room for it
     */
    public static MatrixFile create(Path folder, List<String> names, int rows, int columns) {
        long bytes = padded((long) rows * columns * Float.BYTES);
        Path file = null;
        try {
            Files.createDirectories(folder);
            long room = Files.getFileStore(folder).getUsableSpace();
            if (bytes * names.size() > room) {
                throw new KithException(String.format(
                        Locale.ROOT,
                        "The folder %s has %.1f GiB left and %.1f GiB are needed for matrices; name a roomier one in"
                                + " KITH_SCRATCH, or use fewer hops.",
                        folder,
                        room / (double) (1L << 30),
                        bytes * names.size() / (double) (1L << 30)));
            }
            file = Files.createTempFile(folder, "kith-matrices-", ".arrow");
            return mapped(file, head(names, rows, columns, bytes), names.size(), rows, columns, bytes);
        } catch (IOException e) {
            delete(file);
            throw new KithException("No file of matrices could be made in " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    private static MatrixFile mapped(Path file, byte[] head, int count, int rows, int columns, long bytes)
            throws IOException {
        long end = head.length + count * bytes;
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment all = channel.map(FileChannel.MapMode.READ_WRITE, 0, end + 2 * Integer.BYTES, arena);
            MemorySegment.copy(MemorySegment.ofArray(head), 0, all, 0, head.length);
            all.asSlice(end).copyFrom(MemorySegment.ofArray(prefix(0)));
            List<Tensor> tensors = new ArrayList<>();
            for (int m = 0; m < count; m++) {
                tensors.add(Tensor.over(all.asSlice(head.length + m * bytes), rows, columns));
            }
            return new MatrixFile(file, arena, List.copyOf(tensors));
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /** Schema and batch description; ends where the first matrix begins. */
    private static byte[] head(List<String> names, int rows, int columns, long bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MessageSerializer.serialize(new WriteChannel(Channels.newChannel(out)), schema(names, columns));
        FlatBufferBuilder builder = new FlatBufferBuilder();
        RecordBatch.startNodesVector(builder, 2 * names.size());
        for (int m = 0; m < names.size(); m++) {
            // Vectors are written from their end: the elements before the lists.
            FieldNode.createFieldNode(builder, (long) rows * columns, 0);
            FieldNode.createFieldNode(builder, rows, 0);
        }
        int nodes = builder.endVector();
        RecordBatch.startBuffersVector(builder, 3 * names.size());
        for (int m = names.size() - 1; m >= 0; m--) {
            Buffer.createBuffer(builder, m * bytes, (long) rows * columns * Float.BYTES);
            // Nothing is null: both validity buffers are empty.
            Buffer.createBuffer(builder, m * bytes, 0);
            Buffer.createBuffer(builder, m * bytes, 0);
        }
        int buffers = builder.endVector();
        int batch = RecordBatch.createRecordBatch(builder, rows, nodes, buffers, 0, 0);
        ByteBuffer message = MessageSerializer.serializeMessage(
                builder, MessageHeader.RecordBatch, batch, names.size() * bytes, IpcOption.DEFAULT);
        int start = out.size() + 2 * Integer.BYTES;
        int length = (int) padded(start + message.remaining()) - start;
        out.write(prefix(length));
        byte[] content = new byte[length];
        message.get(content, 0, message.remaining());
        out.write(content);
        return out.toByteArray();
    }

    private static Schema schema(List<String> names, int columns) {
        Field element = new Field(
                "element", FieldType.notNullable(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)), null);
        FieldType row = FieldType.notNullable(new ArrowType.FixedSizeList(columns));
        return new Schema(names.stream()
                .map(name -> new Field(name, row, List.of(element)))
                .toList());
    }

    private static byte[] prefix(int length) {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(CONTINUATION)
                .putInt(length)
                .array();
    }

    private static long padded(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Where it lies; it can be read as a table as long as it is open. */
    public Path path() {
        return file;
    }

    @Override
    public List<Tensor> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        arena.close();
        delete(file);
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new KithException("The file " + file + " could not be removed: " + e.getMessage() + ".", e);
        }
    }
}
