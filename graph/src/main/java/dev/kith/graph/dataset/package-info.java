/**
 * Data set folders: {@code meta.json}, {@code nodes.csv.gz}, {@code edges.csv.gz} and {@code splits/}. Reading is strict:
 * what does not fit is refused with its file and line.
 */
package dev.kith.graph.dataset;
