package dev.kith.ingest.delivery;

/** What becomes of a relationship whose source or target is not in the database. */
public enum MissingEnd {
    /** The ingest stops and names the row. */
    FAIL,
    /** The row is rejected. */
    SKIP,
    /** The node is created, with its key and nothing else. */
    CREATE
}
