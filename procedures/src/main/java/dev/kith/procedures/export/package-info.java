// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * {@code kith.graph.export}: a projection of the transaction's graph as two Arrow IPC streams, nodes and relationships,
 * in chunks that travel over Bolt. Several threads read the store and encode record batches, in parts that are given out
 * in their order: the bytes are the same at any concurrency. O(nodes + relationships); memory for the id map and the few
 * batches under way.
 */
package dev.kith.procedures.export;
