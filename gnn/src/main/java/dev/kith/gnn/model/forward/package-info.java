/**
 * Training without backpropagation through layers. After N. Park et al., "Forward Learning of Graph Neural Networks",
 * ICLR 2024 (arXiv 2403.11004): each layer learns from a loss of its own, on an input that no gradient crosses. A
 * {@link dev.kith.gnn.model.forward.LocalObjective} says what a layer is trained for and how its outputs are read as
 * predictions; an {@link dev.kith.gnn.model.forward.InputPolicy} says what it reads where layers take turns.
 *
 * <p>With the layers one after the other, held at a time are one layer's input and activations, whatever the depth: with n
 * training nodes, K classes and width d, O((n + K) d) floats beside the layer's input, and O((n + K) d²) work an epoch
 * where the layer is linear in its neighbours.
 */
package dev.kith.gnn.model.forward;
