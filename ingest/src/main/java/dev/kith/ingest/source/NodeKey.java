package dev.kith.ingest.source;

/** What makes a node unique: one of its labels and the property that no two nodes of that label share. */
public record NodeKey(String label, String property) {}
