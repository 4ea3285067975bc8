/**
 * The way between files and Neo4j: sources in, graph folders out.
 *
 * <p>{@link dev.kith.ingest.source} yields rows in columns, {@link dev.kith.ingest.write} writes them through the Neo4j
 * Java Driver, {@link dev.kith.ingest.export} brings a graph back as Arrow and takes predictions home, {@link
 * dev.kith.ingest.connection} is the way to a server. All of it is linear in the rows and holds only batches of them.
 */
package dev.kith.ingest;
