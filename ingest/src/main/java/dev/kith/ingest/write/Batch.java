package dev.kith.ingest.write;

import org.neo4j.driver.TransactionContext;

/** Rows that are written in one transaction. */
interface Batch {
    int rows();

    /** Writes the rows; may be called again after a transient failure. Returns the number of entities created. */
    long write(TransactionContext transaction);
}
