/**
 * From Neo4j to a graph folder, and predictions back.
 *
 * <p>Both ways carry Arrow IPC streams in pieces over Bolt, through Kith's procedures: on loopback 500 to 800 MB/s down,
 * 40 to 60 MB/s up. {@link dev.kith.ingest.export.BoltRowExport} reads the same graph row by row, without the procedures,
 * and is what the benchmark measures the others by.
 */
package dev.kith.ingest.export;
