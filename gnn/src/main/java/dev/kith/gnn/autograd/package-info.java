/**
 * Reverse-mode differentiation. A {@link dev.kith.gnn.autograd.Tape} records what is computed in one training step and
 * walks it backwards once; {@code ops} holds the operations, one file each. Memory comes from the engine's pool and is
 * given back as soon as the walk has passed it, so the peak is the forward pass plus one gradient.
 */
package dev.kith.gnn.autograd;
