package dev.kith.ingest.mapping;

/**
 * A node or a relationship as a row of a file says it.
 *
 * @param values keys, then properties, as the shape says; null where a property has none
 * @param characters of the row, about: what it costs to hold it
 */
public record Entity(Shape shape, Object[] values, Origin origin, long characters) {}
