/**
 * Graphs as Apache Arrow: the tables {@code nodes} and {@code relationships} as IPC streams, and the graph folder that
 * holds them beside {@code graph.json}. The same tables cross the Bolt connection. Writing and reading cost O(bytes).
 */
package dev.kith.graph.arrow;
