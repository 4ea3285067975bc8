/**
 * The columnar graph: node and relationship tables, what can be predicted from them, splits, and adjacency in compressed
 * rows. Everything is immutable. Building an adjacency costs O(n + m).
 */
package dev.kith.graph;
