package dev.kith.ingest.mapping;

import dev.kith.ingest.file.BrokenValue;
import dev.kith.ingest.file.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rows as nodes. */
final class NodeReading implements Reading {
    /** Shapes are kept for the label sets seen before; a column of labels is no column of texts. */
    private static final int MOST_SHAPES = 10_000;

    private final NodeMapping mapping;
    private final ColumnPlaces columns;
    private final int id;
    private final int labels;
    private final PropertyCells properties;
    private final Map<List<String>, Shape.Nodes> shapes = new HashMap<>();

    NodeReading(NodeMapping mapping, ColumnPlaces columns) {
        this.mapping = mapping;
        this.columns = columns;
        id = columns.place(mapping.id().column());
        labels = mapping.labelColumn() == null ? -1 : columns.place(mapping.labelColumn());
        properties = new PropertyCells(
                columns, mapping.properties(), List.of(mapping.id().property()));
    }

    @Override
    public Entity entity(Row.Cells row, Origin origin) throws BrokenValue {
        List<String> more = labels < 0 ? List.of() : columns.names(row, labels);
        Object[] values = new Object[1 + properties.count()];
        values[0] = columns.key(row, id, mapping.id().type());
        long characters = properties.read(row, values, 1);
        if (shapes.size() > MOST_SHAPES) {
            shapes.clear();
        }
        return new Entity(shapes.computeIfAbsent(more, this::shape), values, origin, characters);
    }

    private Shape.Nodes shape(List<String> more) {
        List<String> all = Stream.concat(mapping.labels().stream(), more.stream())
                .distinct()
                .toList();
        return new Shape.Nodes(mapping.id().key(), all, properties.names());
    }
}
