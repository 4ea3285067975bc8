/**
 * Generated graphs: a block model whose right answer is known, for tests, and power-law graphs of any size, for
 * benchmarks. A graph is a function of its parameters and its seed. O(n + m).
 */
package dev.kith.graph.generate;
