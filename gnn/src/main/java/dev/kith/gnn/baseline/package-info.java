/**
 * Classifiers without weights, by which the learned ones are judged: the most frequent class, and label propagation (Zhu
 * and Ghahramani 2002). They see the labels of the training nodes and the relationships, never a feature. Label
 * propagation costs O(rounds · (arcs + nodes) · classes).
 */
package dev.kith.gnn.baseline;
