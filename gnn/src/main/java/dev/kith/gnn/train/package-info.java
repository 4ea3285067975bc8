/**
 * Training: data of a task in the engine's form, the loop, when it stops, what it measures and what it records. A
 * trainer yields a {@link dev.kith.gnn.train.Model} that carries where it came from; retraining from that gives the same
 * bytes.
 */
package dev.kith.gnn.train;
