/**
 * Distances between points of an embedding that are trained, in double precision, and fixed ones beside them: neural
 * snowflakes (Sáez de Ocáriz Borde and Kratsios 2024) and spaces of constant curvature.
 */
package dev.kith.gnn.latent.metric;
