/**
 * ADPA: features propagated once along directed patterns of one and two steps, then attention over the steps and the
 * patterns and a perceptron. After H. Sun et al., "Breaking the Entanglement of Homophily and Heterophily in
 * Semi-supervised Node Classification", ICDE 2024 (arXiv 2312.04111); attention weights belong to the node they are
 * computed from.
 *
 * <p>With K hops, m relationships and six patterns: 10 K sparse products of O(m f) once, 6 K n f floats kept; a step costs
 * O((6 K + 1) b f h) for the b nodes it trains on, whatever m is.
 */
package dev.kith.gnn.model.adpa;
