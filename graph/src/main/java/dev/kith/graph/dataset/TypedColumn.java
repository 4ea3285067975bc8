package dev.kith.graph.dataset;

import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Texts of a CSV column as whole numbers where all are, else as numbers, else as texts; empty is missing. Texts that
 * would not come back as they were stay texts: leading zeros, as in codes, and more digits than a number keeps.
 */
final class TypedColumn {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private TypedColumn() {}

    static Column of(List<String> texts) {
        List<String> present = texts.stream().filter(text -> !text.isEmpty()).toList();
        boolean whole = !present.isEmpty() && all(WHOLE, present);
        if (whole && present.stream().allMatch(TypedColumn::isLong)) {
            return wholes(texts);
        }
        boolean number = !present.isEmpty() && !whole && all(NUMBER, present);
        if (number && present.stream().allMatch(text -> Double.isFinite(Double.parseDouble(text)))) {
            return doubles(texts);
        }
        return new TextColumn(
                texts.stream().map(text -> text.isEmpty() ? null : text).toArray(String[]::new));
    }

    /** Of texts that are all numbers, or empty. */
    static Column numbers(List<String> texts) {
        boolean whole = texts.stream()
                .allMatch(text -> text.isEmpty() || (WHOLE.matcher(text).matches() && isLong(text)));
        return whole ? wholes(texts) : doubles(texts);
    }

    private static boolean all(Pattern pattern, List<String> texts) {
        return texts.stream().allMatch(text -> pattern.matcher(text).matches());
    }

    private static boolean isLong(String digits) {
        try {
            return Long.toString(Long.parseLong(digits)).equals(digits);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Column wholes(List<String> texts) {
        return new LongColumn(
                texts.stream()
                        .mapToLong(t -> t.isEmpty() ? 0L : Long.parseLong(t))
                        .toArray(),
                missing(texts));
    }

    private static Column doubles(List<String> texts) {
        return new DoubleColumn(
                texts.stream()
                        .mapToDouble(t -> t.isEmpty() ? 0.0 : Double.parseDouble(t))
                        .toArray(),
                missing(texts));
    }

    private static BitSet missing(List<String> texts) {
        BitSet missing = new BitSet();
        for (int i = 0; i < texts.size(); i++) {
            missing.set(i, texts.get(i).isEmpty());
        }
        return missing.isEmpty() ? null : missing;
    }
}
