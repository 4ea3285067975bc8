package dev.kith.ingest.delivery;

import dev.kith.ingest.mapping.Entity;
import dev.kith.ingest.mapping.Shape;
import dev.kith.ingest.source.NodeKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows that are written in one transaction. */
final class Unit {
    private final List<Entity> entities = new ArrayList<>();
    private long number = -1;
    private long characters;

    void add(Entity entity) {
        entities.add(entity);
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
        return entities.size();
    }

    long characters() {
        return characters;
    }

    /** All of its rows in the order in which they came. */
    List<Entity> entities() {
        return entities;
    }

    /**
     * Rows of one shape, written at once.
     *
     * @param places of the rows among all of the unit
     */
    record Part(Shape shape, List<Entity> rows, List<Integer> places) {
        private void add(Entity row, int place) {
            rows.add(row);
            places.add(place);
        }
    }

    /** What a row is about: rows about the same thing are written in their order, also where their shapes differ. */
    private record Node(NodeKey key, Object value) {}

    private record Arc(String type, Node source, Node target) {}

    /**
     * The rows in parts, as few as their order allows.
     *
     * @param without places of rows that are left out
     */
    List<Part> parts(Set<Integer> without) {
        List<Part> parts = new ArrayList<>();
        Map<Shape, Integer> ofShape = new HashMap<>();
        Map<Object, Integer> ofThing = new HashMap<>();
        boolean mixed = entities.stream().map(Entity::shape).distinct().count() > 1;
        for (int place = 0; place < entities.size(); place++) {
            if (without.contains(place)) {
                continue;
            }
            Entity entity = entities.get(place);
            int part = ofShape.getOrDefault(entity.shape(), -1);
            Object thing = mixed ? thing(entity) : null;
            if (part < 0 || (mixed && ofThing.getOrDefault(thing, -1) > part)) {
                part = parts.size();
                parts.add(new Part(entity.shape(), new ArrayList<>(), new ArrayList<>()));
                ofShape.put(entity.shape(), part);
            }
            if (mixed) {
                ofThing.put(thing, part);
            }
            parts.get(part).add(entity, place);
        }
        return parts;
    }

    private static Object thing(Entity entity) {
        return switch (entity.shape()) {
            case Shape.Nodes nodes -> new Node(nodes.key(), entity.values()[0]);
            case Shape.Relationships arcs ->
                new Arc(
                        arcs.type(),
                        new Node(arcs.source(), entity.values()[0]),
                        new Node(arcs.target(), entity.values()[1]));
        };
    }
}
