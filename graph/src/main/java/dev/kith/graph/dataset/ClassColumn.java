package dev.kith.graph.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The classes of a data set's nodes: names where meta.json knows different ones, else numbers. */
final class ClassColumn {
    private ClassColumn() {}

    static Column of(GzipCsv csv, List<String> labels, JsonNode meta) {
        int classes = meta.path("class_sizes").size();
        JsonNode names = meta.path("classes");
        Set<String> different = new HashSet<>();
        names.forEach(name -> different.add(name.asText()));
        boolean named = meta.path("class_names_known").asBoolean() && different.size() == classes;
        String[] texts = new String[labels.size()];
        long[] numbers = new long[labels.size()];
        BitSet nulls = new BitSet();
        for (int i = 0; i < numbers.length; i++) {
            if (labels.get(i).isEmpty()) {
                nulls.set(i);
                continue;
            }
            int code = csv.whole(labels.get(i), "label");
            if (code < 0 || code >= classes) {
                throw csv.refuse(
                        "node " + i + " has the class " + code, "meta.json knows classes 0 to " + (classes - 1));
            }
            numbers[i] = code;
            texts[i] = named ? names.get(code).asText() : null;
        }
        return named ? new TextColumn(texts) : new LongColumn(numbers, nulls.isEmpty() ? null : nulls);
    }
}
