package dev.kith.ingest.delivery;

import dev.kith.ingest.mapping.Entity;
import dev.kith.ingest.mapping.Shape;
import dev.kith.ingest.write.WriteMode;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.neo4j.driver.TransactionContext;

/** A way to write, and how many rows went it, those that were sent again included. */
record CountedRows(RowWriter way, AtomicLong sent) implements RowWriter {
    @Override
    public Written write(
            TransactionContext transaction, Shape shape, List<Entity> rows, WriteMode mode, MissingEnd missing) {
        sent.addAndGet(rows.size());
        return way.write(transaction, shape, rows, mode, missing);
    }

    @Override
    public String name() {
        return way.name();
    }
}
