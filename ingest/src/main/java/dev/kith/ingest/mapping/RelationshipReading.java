package dev.kith.ingest.mapping;

import dev.kith.ingest.file.BrokenValue;
import dev.kith.ingest.file.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows as relationships. */
final class RelationshipReading implements Reading {
    private static final int MOST_SHAPES = 10_000;

    private final RelationshipMapping mapping;
    private final ColumnPlaces columns;
    private final int source;
    private final int target;
    private final int type;
    private final PropertyCells properties;
    private final Map<String, Shape.Relationships> shapes = new HashMap<>();

    RelationshipReading(RelationshipMapping mapping, ColumnPlaces columns) {
        this.mapping = mapping;
        this.columns = columns;
        source = columns.place(mapping.source().column());
        target = columns.place(mapping.target().column());
        type = mapping.typeColumn() == null ? -1 : columns.place(mapping.typeColumn());
        properties = new PropertyCells(columns, mapping.properties(), List.of());
    }

    @Override
    public Entity entity(Row.Cells row, Origin origin) throws BrokenValue {
        String name = type < 0 ? mapping.type() : columns.name(row, type);
        Object[] values = new Object[2 + properties.count()];
        values[0] = columns.key(row, source, mapping.source().type());
        values[1] = columns.key(row, target, mapping.target().type());
        long characters = properties.read(row, values, 2);
        if (shapes.size() > MOST_SHAPES) {
            shapes.clear();
        }
        return new Entity(shapes.computeIfAbsent(name, this::shape), values, origin, characters);
    }

    private Shape.Relationships shape(String name) {
        return new Shape.Relationships(
                name, mapping.source().key(), mapping.target().key(), properties.names());
    }
}
