package dev.kith.graph.arrow;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;

/** The names behind label or type codes, as a table's dictionary. */
public final class Dictionaries implements AutoCloseable {
    private final VarCharVector names;
    private final DictionaryProvider provider;

    private Dictionaries(BufferAllocator allocator, List<String> values, DictionaryEncoding encoding) {
        names = new VarCharVector("names", allocator);
        names.allocateNew();
        for (int i = 0; i < values.size(); i++) {
            names.setSafe(i, Utf8.encode(values.get(i), "dictionary", i));
        }
        names.setValueCount(values.size());
        provider = new DictionaryProvider.MapDictionaryProvider(new Dictionary(names, encoding));
    }

    public static Dictionaries labels(BufferAllocator allocator, List<String> names) {
        return new Dictionaries(allocator, names, TableSchema.LABEL_CODES);
    }

    public static Dictionaries types(BufferAllocator allocator, List<String> names) {
        return new Dictionaries(allocator, names, TableSchema.TYPE_CODES);
    }

    public DictionaryProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        names.close();
    }
}
