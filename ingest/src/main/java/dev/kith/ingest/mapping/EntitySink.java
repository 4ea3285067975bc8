package dev.kith.ingest.mapping;

/** Takes what is read. */
public interface EntitySink {
    /** A row that can be written. */
    void accept(Entity entity);

    /** A row that cannot. */
    void reject(Reject reject);
}
