package dev.kith.graph.dataset;

import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import java.util.BitSet;
import java.util.List;

/** Texts of a CSV column as whole numbers where all are, else as numbers, else as texts; empty is missing. */
final class TypedColumn {
    private static final String WHOLE = "-?(0|[1-9][0-9]{0,17})";
    private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?";

    private TypedColumn() {}

    static Column of(List<String> texts) {
        BitSet nulls = new BitSet();
        for (int i = 0; i < texts.size(); i++) {
            nulls.set(i, texts.get(i).isEmpty());
        }
        BitSet missing = nulls.isEmpty() ? null : nulls;
        List<String> present = texts.stream().filter(text -> !text.isEmpty()).toList();
        if (!present.isEmpty() && present.stream().allMatch(text -> text.matches(WHOLE))) {
            return new LongColumn(
                    texts.stream()
                            .mapToLong(t -> t.isEmpty() ? 0L : Long.parseLong(t))
                            .toArray(),
                    missing);
        }
        if (!present.isEmpty() && present.stream().allMatch(text -> text.matches(NUMBER))) {
            return new DoubleColumn(
                    texts.stream()
                            .mapToDouble(t -> t.isEmpty() ? 0.0 : Double.parseDouble(t))
                            .toArray(),
                    missing);
        }
        return new TextColumn(
                texts.stream().map(text -> text.isEmpty() ? null : text).toArray(String[]::new));
    }
}
