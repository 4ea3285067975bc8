package dev.kith.ingest.delivery;

import dev.kith.ingest.mapping.Entity;
import dev.kith.ingest.mapping.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows that are written in one transaction. */
final class Unit {
    private final Map<Shape, List<Entity>> byShape = new LinkedHashMap<>();
    private long number = -1;
    private int rows;
    private long characters;

    void add(Entity entity) {
        byShape.computeIfAbsent(entity.shape(), shape -> new ArrayList<>()).add(entity);
        rows++;
        characters += entity.characters();
    }

    /** Gives it its place in the order of all units. */
    void number(long given) {
        number = given;
    }

    long number() {
        return number;
    }

    int rows() {
        return rows;
    }

    long characters() {
        return characters;
    }

    Map<Shape, List<Entity>> byShape() {
        return byShape;
    }

    /** All of its rows, in an order that is the same whenever the unit is made. */
    List<Entity> entities() {
        return byShape.values().stream().flatMap(List::stream).toList();
    }
}
