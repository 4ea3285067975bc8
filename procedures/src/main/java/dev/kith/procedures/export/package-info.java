// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * {@code kith.graph.export}: a projection of the graph as Arrow streams, made while the client pulls. Memory is the id
 * map (4 to 16 bytes a node) and one record batch.
 */
package dev.kith.procedures.export;
