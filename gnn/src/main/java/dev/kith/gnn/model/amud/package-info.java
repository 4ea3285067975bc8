/**
 * Whether the direction of relationships says something about the classes: label correlation of directed patterns, and a
 * score from it. After H. Sun et al., "Breaking the Entanglement of Homophily and Heterophily in Semi-supervised Node
 * Classification", ICDE 2024 (arXiv 2312.04111), whose own formula is not known here: every result names the formula it
 * was made by.
 *
 * <p>No product of adjacencies is stored: O(Σ_v (d_in + d_out)²) time for all nodes, less by sampling, and O(n + m)
 * memory, with one byte for each labelled node and bootstrap replica.
 */
package dev.kith.gnn.model.amud;
