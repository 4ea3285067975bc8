/**
 * Which columns of files become ids, labels, types and properties. A {@link dev.kith.ingest.mapping.Mapping} is written
 * by hand, or inferred from headers in the style of {@code neo4j-admin}; {@link dev.kith.ingest.mapping.MappedFiles}
 * reads files by it and pushes the nodes and relationships that they hold, row by row.
 */
package dev.kith.ingest.mapping;
