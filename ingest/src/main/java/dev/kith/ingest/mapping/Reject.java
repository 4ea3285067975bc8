package dev.kith.ingest.mapping;

/**
 * A row that is not written.
 *
 * @param reason half a sentence
 */
public record Reject(Origin origin, String reason) {}
