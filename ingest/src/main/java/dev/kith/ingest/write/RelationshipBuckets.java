package dev.kith.ingest.write;

import dev.kith.ingest.source.NodeKey;
import dev.kith.ingest.source.RelationshipBatch;
import java.util.List;
import java.util.function.IntFunction;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/**
 * Deals relationships into buckets by the parts of the key space of their two endpoints, and hands a bucket to the
 * writers when it is full. With {@code 2 w} parts for {@code w} writers there is always work whose parts are free.
 */
final class RelationshipBuckets {
    private final Lanes<Batch> writers;
    private final WriteMode mode;
    private final int batchRows;
    private final int parts;
    private final RelationshipRows[] buckets;

    RelationshipBuckets(Lanes<Batch> writers, int writerCount, WriteMode mode, int batchRows) {
        this.writers = writers;
        this.mode = mode;
        this.batchRows = batchRows;
        this.parts = 2 * writerCount;
        this.buckets = new RelationshipRows[parts * parts];
    }

    void add(RelationshipBatch batch) {
        RelationshipRows.Shape shape = new RelationshipRows.Shape(
                batch.type(),
                batch.source().key(),
                batch.target().key(),
                List.copyOf(batch.columns().keySet()));
        IntFunction<Value> source = ColumnValues.reader(batch.source().keys());
        IntFunction<Value> target = ColumnValues.reader(batch.target().keys());
        List<IntFunction<Value>> properties =
                batch.columns().values().stream().map(ColumnValues::reader).toList();
        for (int i = 0; i < batch.rows().length; i++) {
            Value[] cells = new Value[2 + properties.size()];
            cells[0] = source.apply(batch.source().rows()[i]);
            cells[1] = target.apply(batch.target().rows()[i]);
            for (int property = 0; property < properties.size(); property++) {
                cells[2 + property] = properties.get(property).apply(batch.rows()[i]);
            }
            add(shape, cells);
        }
    }

    /** Hands over what is left. */
    void flush() {
        for (int i = 0; i < buckets.length; i++) {
            if (buckets[i] != null) {
                submit(i);
            }
        }
    }

    private void add(RelationshipRows.Shape shape, Value[] cells) {
        int source = part(shape.source(), cells[0]);
        int target = part(shape.target(), cells[1]);
        int bucket = Math.min(source, target) * parts + Math.max(source, target);
        if (buckets[bucket] == null) {
            buckets[bucket] = new RelationshipRows(mode);
        }
        buckets[bucket].add(shape, Values.value(cells));
        if (buckets[bucket].rows() >= batchRows) {
            submit(bucket);
        }
    }

    private void submit(int bucket) {
        RelationshipRows full = buckets[bucket];
        buckets[bucket] = null;
        writers.submit(full, bucket / parts, bucket % parts);
    }

    /** The part of a node: its key's hash, mixed so that consecutive numbers spread. */
    private int part(NodeKey key, Value value) {
        int hash = 31 * key.label().hashCode() + value.hashCode();
        hash *= 0x9E3779B9;
        return Math.floorMod(hash >>> 16, parts);
    }
}
