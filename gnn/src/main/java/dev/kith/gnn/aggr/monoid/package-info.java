/**
 * Learned commutative monoids (Ong and Veličković 2022, "Learnable commutative monoids for graph neural networks"): a
 * binary operator that is trained, and put to all neighbours along a tree. It is commutative where it is symmetrised;
 * associative only as far as training, with penalties on sampled elements, makes it so. The form of the penalties and
 * their weights are ours.
 */
package dev.kith.gnn.aggr.monoid;
