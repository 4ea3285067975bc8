package dev.kith.ingest.mapping;

import dev.kith.graph.KithException;
import dev.kith.ingest.file.BrokenValue;
import dev.kith.ingest.file.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The cells of a row that are properties. */
final class PropertyCells {
    /** What a cell costs beside its characters. */
    private static final int OVERHEAD = 32;

    /** What a row may have; readers of texts bound it themselves. */
    private static final long MOST_CHARACTERS = 16 << 20;

    private final ColumnPlaces columns;
    private final List<PropertyColumn> mapped;
    private final int[] places;
    private final List<String> names;

    /** @param taken names that other columns have already */
    PropertyCells(ColumnPlaces columns, List<PropertyColumn> mapped, List<String> taken) {
        this.columns = columns;
        this.mapped = mapped;
        places = mapped.stream()
                .mapToInt(property -> columns.place(property.column()))
                .toArray();
        names = mapped.stream().map(PropertyColumn::property).toList();
        Set<String> seen = new HashSet<>(taken);
        for (String name : names) {
            if (!seen.add(name)) {
                throw new KithException("Two columns of " + columns.file() + " become the property '" + name
                        + "'; give one of them another name in a mapping file.");
            }
        }
    }

    int count() {
        return places.length;
    }

    List<String> names() {
        return names;
    }

    /** Reads the values into {@code values} from {@code at} on; returns about how many characters the whole row has. */
    long read(Row.Cells row, Object[] values, int at) throws BrokenValue {
        for (int p = 0; p < places.length; p++) {
            values[at + p] = columns.value(row, places[p], mapped.get(p).type());
        }
        long characters = row.original() == null ? 0 : row.original().length();
        for (Object value : values) {
            characters += OVERHEAD + size(value);
        }
        if (row.original() == null && characters > MOST_CHARACTERS) {
            throw new BrokenValue("it has more than %,d characters; break it up".formatted(MOST_CHARACTERS));
        }
        return characters;
    }

    private static long size(Object value) {
        return switch (value) {
            case String text -> text.length();
            case List<?> list -> {
                long characters = 24L * list.size();
                for (Object element : list) {
                    characters += element instanceof String text ? text.length() : 0;
                }
                yield characters;
            }
            case null, default -> 0;
        };
    }
}
