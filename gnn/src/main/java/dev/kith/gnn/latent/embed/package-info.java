/** Learning a metric alone: coordinates and a distance that agree with the distances of a graph. */
package dev.kith.gnn.latent.embed;
