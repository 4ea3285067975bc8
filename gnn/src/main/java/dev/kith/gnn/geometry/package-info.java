/**
 * Positions as features: coordinates that do not change when a set of points is moved, turned, mirrored or rescaled
 * (Zhang et al. 2021, TinvNN; classical scaling of Torgerson 1952), {@code O(n·d² + d³)}, or {@code O(n·m + m³)} with m
 * landmarks where only distances are known; and places on the sphere as spherical harmonics before a sinusoidal network
 * (Rußwurm et al. 2024), {@code O(n·L²)} for order L. Everything before the network is in double precision.
 */
package dev.kith.gnn.geometry;
