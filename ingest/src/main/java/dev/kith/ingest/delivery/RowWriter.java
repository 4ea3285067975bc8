package dev.kith.ingest.delivery;

import dev.kith.ingest.mapping.Entity;
import dev.kith.ingest.mapping.Shape;
import dev.kith.ingest.write.WriteMode;
import java.util.List;
import java.util.SortedMap;
import org.neo4j.driver.TransactionContext;

/** A way to write rows of one shape in a transaction. */
interface RowWriter {
    /**
     * What became of the rows.
     *
     * @param rejected the reason by the row's index, for those that were not written
     */
    record Written(long nodesCreated, long relationshipsCreated, SortedMap<Integer, String> rejected) {}

    /**
     * @param missing what becomes of relationships without an end
     * @throws dev.kith.graph.KithException where the server takes none of them, naming the row if that is its fault
     */
    Written write(TransactionContext transaction, Shape shape, List<Entity> rows, WriteMode mode, MissingEnd missing);

    /** The way's name in reports. */
    String name();
}
