/**
 * Local augmentation (Liu et al. 2022, LAGNN): a conditional variational autoencoder learns how a neighbour's features
 * are distributed given a node's own, and what it draws is read beside the real features. Pretraining costs {@code
 * O(h·f)} a pair of neighbours and step, a drawing {@code O(n·h·f)} with n nodes, f features and h hidden units.
 */
package dev.kith.gnn.model.local;
