package dev.kith.graph.arrow;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
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
 * Walks an Arrow IPC stream in a mapped file: batches are read where they lie. What the file says about lengths is held
 * against the file before it is believed.
 */
final class MappedStream {
    private static final int CONTINUATION = 0xFFFFFFFF;
    private static final int PREFIX = 8;
    private static final long LEAST_MEMORY = 1 << 20;

    private final MappedFile file;
    private long position;

    private MappedStream(MappedFile file) {
        this.file = file;
    }

    /**
     * Reads a table.
     *
     * @param reader made from the schema and the names of each dictionary
     * @param table what the reader makes of all batches
     * @throws KithException where the file is missing, cut off or damaged
     */
    static <R extends TableReader, T> T read(
            Path path, BiFunction<Schema, Map<Long, List<String>>, R> reader, Function<R, T> table) {
        try (FileChannel channel = FileChannel.open(path)) {
            MappedFile file = new MappedFile(channel);
            // Batches lie in the mapping; only bitmaps that a file leaves out are made, and they are smaller than it.
            try (BufferAllocator allocator = new RootAllocator(Math.max(LEAST_MEMORY, file.size()))) {
                return table.apply(new MappedStream(file).batches(reader, allocator));
            }
        } catch (IOException e) {
            throw new KithException("The file " + path + " cannot be read: " + e.getMessage() + ".", e);
        } catch (DamagedStreamException e) {
            throw damaged(path, e.getMessage(), e);
        } catch (KithException e) {
            throw new KithException("The file " + path + " is refused. " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // Arrow answers bytes that make no sense with exceptions of many kinds.
            throw damaged(path, "its messages do not fit its schema", e);
        }
    }

    private <R extends TableReader> R batches(
            BiFunction<Schema, Map<Long, List<String>>, R> reader, BufferAllocator allocator) throws IOException {
        Frame first = next();
        if (first == null || first.kind() != MessageHeader.Schema) {
            throw new DamagedStreamException("it does not begin with a schema");
        }
        SchemaBounds.check(first.message);
        Map<Long, Dictionary> dictionaries = new HashMap<>();
        List<Field> fields = new ArrayList<>();
        for (Field field : MessageSerializer.deserializeSchema(first.message).getFields()) {
            fields.add(DictionaryUtility.toMemoryFormat(field, allocator, dictionaries));
        }
        Schema schema = new Schema(fields);
        Map<Long, List<String>> names = new LinkedHashMap<>();
        R table = null;
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
            VectorLoader loader = new VectorLoader(root);
            for (Frame frame = next(); frame != null; frame = next()) {
                if (frame.kind() == MessageHeader.DictionaryBatch && table == null) {
                    addNames(frame, dictionaries, names);
                } else if (frame.kind() == MessageHeader.RecordBatch) {
                    table = table == null ? reader.apply(schema, names) : table;
                    try (ArrowRecordBatch batch = frame.recordBatch()) {
                        BatchBounds.check(fields, batch);
                        loader.load(batch);
                        table.append(root);
                        root.clear();
                    }
                } else {
                    throw new DamagedStreamException("it holds a message of an unexpected kind");
                }
            }
            return table == null ? reader.apply(schema, names) : table;
        } finally {
            dictionaries.values().forEach(dictionary -> dictionary.getVector().close());
        }
    }

    private void addNames(Frame frame, Map<Long, Dictionary> dictionaries, Map<Long, List<String>> names)
            throws IOException {
        try (ArrowDictionaryBatch batch = frame.dictionaryBatch()) {
            Dictionary dictionary = dictionaries.get(batch.getDictionaryId());
            if (dictionary == null || !(dictionary.getVector() instanceof VarCharVector vector)) {
                throw new DamagedStreamException("it holds a dictionary that is none of names");
            }
            if (names.containsKey(batch.getDictionaryId()) && !batch.isDelta()) {
                throw new DamagedStreamException("it holds the same dictionary twice");
            }
            BatchBounds.check(List.of(vector.getField()), batch.getDictionary());
            try (VectorSchemaRoot root = new VectorSchemaRoot(List.of(vector.getField()), List.of(vector))) {
                new VectorLoader(root).load(batch.getDictionary());
                List<String> known = names.computeIfAbsent(batch.getDictionaryId(), id -> new ArrayList<>());
                for (int i = 0; i < vector.getValueCount(); i++) {
                    if (vector.isNull(i)) {
                        throw new DamagedStreamException("its dictionary has a gap");
                    }
                    known.add(Utf8.decode(vector.get(i), "dictionary", i));
                }
            }
        }
    }

    /** The next message, or null at the end of the stream. */
    private Frame next() throws IOException {
        if (position == file.size()) {
            throw new DamagedStreamException("its end is missing");
        }
        ByteBuffer prefix = bytes(PREFIX);
        if (prefix.getInt() != CONTINUATION) {
            throw new DamagedStreamException("a message does not begin as one");
        }
        int length = prefix.getInt();
        if (length == 0) {
            return null;
        }
        Message message = Message.getRootAsMessage(bytes(length));
        long body = message.bodyLength();
        if (body > Integer.MAX_VALUE) {
            throw new DamagedStreamException("one of its messages has " + body + " bytes, more than 2,147,483,647");
        }
        return new Frame(message, bytes((int) body));
    }

    private ByteBuffer bytes(int length) throws IOException {
        if (length < 0 || length > file.size() - position) {
            throw new DamagedStreamException("it is cut off");
        }
        ByteBuffer bytes = file.slice(position, length);
        position += length;
        return bytes;
    }

    private static KithException damaged(Path path, String why, Exception cause) {
        return new KithException("The file " + path + " is damaged: " + why + ". Export the graph again.", cause);
    }

    /** A message and its body. */
    private record Frame(Message message, ByteBuffer body) {
        byte kind() {
            return message.headerType();
        }

        ArrowRecordBatch recordBatch() throws IOException {
            RecordBatch header = (RecordBatch) present(message.header(new RecordBatch()));
            return MessageSerializer.deserializeRecordBatch(header, memory());
        }

        ArrowDictionaryBatch dictionaryBatch() throws IOException {
            present(((DictionaryBatch) present(message.header(new DictionaryBatch()))).data());
            return MessageSerializer.deserializeDictionaryBatch(message, memory());
        }

        private ArrowBuf memory() {
            return MappedMemory.of(body);
        }

        private static <T> T present(T header) {
            if (header == null) {
                throw new DamagedStreamException("one of its messages is empty");
            }
            return header;
        }
    }
}
