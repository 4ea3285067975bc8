package dev.kith.graph.arrow;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;

/**
 * Walks an Arrow IPC stream in a file by mapping it message by message: batches are read where they lie. Every length in
 * the file is held against what is left of it before anything is mapped.
 */
final class MappedStream {
    private static final int CONTINUATION = 0xFFFFFFFF;
    private static final int PREFIX = 8;

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private long position;

    private MappedStream(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    /**
     * Reads a table.
     *
     * @param reader made from the schema and the names of the dictionary
     * @throws KithException where the file is missing, cut off or damaged
     */
    static <T extends TableReader> T read(Path file, BiFunction<Schema, List<String>, T> reader) {
        try (FileChannel channel = FileChannel.open(file);
                BufferAllocator allocator = new RootAllocator()) {
            return new MappedStream(file, channel).table(reader, allocator);
        } catch (IOException e) {
            throw new KithException("The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | NegativeArraySizeException
                | UnsupportedOperationException e) {
            throw damaged(file, "its messages do not fit its schema", e);
        }
    }

    private <T extends TableReader> T table(BiFunction<Schema, List<String>, T> reader, BufferAllocator allocator)
            throws IOException {
        Frame first = next();
        if (first == null || first.message.headerType() != MessageHeader.Schema) {
            throw damaged(file, "it does not begin with a schema", null);
        }
        Schema wire = MessageSerializer.deserializeSchema(first.message);
        var dictionaries = new HashMap<Long, Dictionary>();
        List<Field> fields = new ArrayList<>();
        for (Field field : wire.getFields()) {
            fields.add(DictionaryUtility.toMemoryFormat(field, allocator, dictionaries));
        }
        Schema schema = new Schema(fields);
        List<String> names = new ArrayList<>();
        T table = null;
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
            VectorLoader loader = new VectorLoader(root);
            for (Frame frame = next(); frame != null; frame = next()) {
                if (frame.message.headerType() == MessageHeader.DictionaryBatch && table == null) {
                    names.addAll(names(frame, dictionaries));
                } else if (frame.message.headerType() == MessageHeader.RecordBatch) {
                    table = table == null ? reader.apply(schema, names) : table;
                    try (ArrowRecordBatch batch =
                            MessageSerializer.deserializeRecordBatch(frame.message, frame.body())) {
                        loader.load(batch);
                        checkLengths(root);
                        table.append(root);
                        root.clear();
                    }
                } else {
                    throw damaged(file, "it holds a message of an unexpected kind", null);
                }
            }
            return table == null ? reader.apply(schema, names) : table;
        } finally {
            dictionaries.values().forEach(dictionary -> dictionary.getVector().close());
        }
    }

    /** Buffers shorter than the rows they are said to hold would be read beyond their end. */
    private void checkLengths(VectorSchemaRoot root) {
        for (var vector : root.getFieldVectors()) {
            if (vector.getValueCount() != root.getRowCount()) {
                throw damaged(file, "a column is shorter than its table", null);
            }
            vector.validate();
        }
    }

    private List<String> names(Frame frame, Map<Long, Dictionary> dictionaries) throws IOException {
        List<String> names = new ArrayList<>();
        try (ArrowDictionaryBatch batch = MessageSerializer.deserializeDictionaryBatch(frame.message, frame.body())) {
            Dictionary dictionary = dictionaries.get(batch.getDictionaryId());
            if (dictionary == null || !(dictionary.getVector() instanceof VarCharVector vector)) {
                throw damaged(file, "its dictionary does not hold names", null);
            }
            try (VectorSchemaRoot root = new VectorSchemaRoot(List.of(vector.getField()), List.of(vector))) {
                new VectorLoader(root).load(batch.getDictionary());
                for (int i = 0; i < vector.getValueCount(); i++) {
                    names.add(new String(vector.get(i), StandardCharsets.UTF_8));
                }
            }
        }
        return names;
    }

    private Frame next() throws IOException {
        if (position == size) {
            throw damaged(file, "its end is missing", null);
        }
        ByteBuffer prefix = map(PREFIX);
        if (prefix.getInt() != CONTINUATION) {
            throw damaged(file, "a message does not begin as one", null);
        }
        int length = prefix.getInt();
        if (length == 0) {
            return null;
        }
        Message message = Message.getRootAsMessage(map(length));
        long body = message.bodyLength();
        if (body < 0 || body > Math.min(Integer.MAX_VALUE, size - position)) {
            throw damaged(file, "it is cut off", null);
        }
        long start = position;
        position += body;
        return new Frame(message, start, (int) body);
    }

    private ByteBuffer map(int length) throws IOException {
        if (length < 0 || length > size - position) {
            throw damaged(file, "it is cut off", null);
        }
        ByteBuffer mapped =
                channel.map(FileChannel.MapMode.READ_ONLY, position, length).order(ByteOrder.LITTLE_ENDIAN);
        position += length;
        return mapped;
    }

    private static KithException damaged(Path file, String why, Exception cause) {
        return new KithException("The file " + file + " is damaged: " + why + ". Export the graph again.", cause);
    }

    private final class Frame {
        private final Message message;
        private final long start;
        private final int length;

        Frame(Message message, long start, int length) {
            this.message = message;
            this.start = start;
            this.length = length;
        }

        ArrowBuf body() throws IOException {
            return MappedMemory.of(channel.map(FileChannel.MapMode.READ_ONLY, start, length));
        }
    }
}
