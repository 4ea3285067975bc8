/**
 * Node properties to feature matrices. Encoders are fitted on the graph that is trained on, and their state is saved
 * with the model, so that prediction on another graph encodes the same way. O(n · values a node).
 */
package dev.kith.gnn.feature;
