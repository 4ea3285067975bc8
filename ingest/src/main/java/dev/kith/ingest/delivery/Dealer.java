package dev.kith.ingest.delivery;

import dev.kith.ingest.mapping.Entity;
import dev.kith.ingest.mapping.Shape;
import dev.kith.ingest.source.NodeKey;

/**
 * Deals entities into units by the parts of the key space that a node, or a relationship's ends, fall in: two writers
 * never hold the same node, and rows about the same one are written in their order. The same entities give the same units
 * with the same numbers.
 *
 * @see dev.kith.ingest.write.DisjointQueue
 */
final class Dealer {
    /** What a full unit has: rows, or about so many characters. */
    static final int MOST_ROWS = 10_000;

    private static final long MOST_CHARACTERS = 4 << 20;

    /** Twice the writers there are: some parts are free at any time. */
    private static final int PARTS = 4;

    /** Enters the cursor: units of another dealing have other rows, or other numbers for them. */
    static final String DEALING = "2/" + MOST_ROWS + "/" + MOST_CHARACTERS + "/" + PARTS;

    /** Takes units in the order of their numbers. */
    interface Taker {
        void take(Unit unit, int firstPart, int secondPart);
    }

    private final Taker taker;
    private final Unit[] buckets = new Unit[PARTS * PARTS];
    private long next;

    Dealer(Taker taker) {
        this.taker = taker;
    }

    void add(Entity entity) {
        int bucket =
                switch (entity.shape()) {
                    case Shape.Nodes nodes -> {
                        int part = part(nodes.key(), entity.values()[0]);
                        yield bucket(part, part);
                    }
                    case Shape.Relationships arc ->
                        bucket(part(arc.source(), entity.values()[0]), part(arc.target(), entity.values()[1]));
                };
        if (buckets[bucket] == null) {
            buckets[bucket] = new Unit();
        }
        buckets[bucket].add(entity);
        if (buckets[bucket].rows() == MOST_ROWS || buckets[bucket].characters() >= MOST_CHARACTERS) {
            pass(bucket);
        }
    }

    /** Passes on what is left. */
    void flush() {
        for (int bucket = 0; bucket < buckets.length; bucket++) {
            if (buckets[bucket] != null) {
                pass(bucket);
            }
        }
    }

    private void pass(int bucket) {
        Unit unit = buckets[bucket];
        buckets[bucket] = null;
        unit.number(next++);
        taker.take(unit, bucket / PARTS, bucket % PARTS);
    }

    private static int bucket(int source, int target) {
        return Math.min(source, target) * PARTS + Math.max(source, target);
    }

    /** The part of a node: its key's hash, mixed so that consecutive numbers spread. */
    private static int part(NodeKey key, Object value) {
        int hash = (31 * key.label().hashCode() + value.hashCode()) * 0x9E3779B9;
        return Math.floorMod(hash >>> 16, PARTS);
    }
}
