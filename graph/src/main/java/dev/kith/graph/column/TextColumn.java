package dev.kith.graph.column;

/**
 * Texts.
 *
 * @param values null where missing
 */
public record TextColumn(String[] values) implements Column {
    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean isNull(int row) {
        return values[row] == null;
    }

    @Override
    public String typeName() {
        return "text";
    }

    @Override
    public Object value(int row) {
        return values[row];
    }
}
