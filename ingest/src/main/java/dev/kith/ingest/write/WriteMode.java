package dev.kith.ingest.write;

/** How rows become entities. */
public enum WriteMode {
    /** Every row is a new entity: the fastest way, for labels that have no node yet. */
    CREATE,
    /** A row whose key, or whose endpoints and type, exist already updates what is there: can be repeated at will. */
    MERGE
}
