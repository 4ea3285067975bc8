/**
 * Learning which nodes should be joined (Kazi et al. 2023, with the metrics of Sáez de Ocáriz Borde and Kratsios 2024):
 * nodes are placed in a space, neighbours are drawn by their distance there, and a graph network reads them.
 */
package dev.kith.gnn.latent;
