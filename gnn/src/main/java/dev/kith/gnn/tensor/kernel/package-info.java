/**
 * The hot loops, each over a range of rows or elements of raw float memory: no threads, no allocation, no checks of
 * shapes (their callers in {@code tensor} do both). Two providers, vector and plain, compute the same values up to the
 * rounding of fused multiply-add chains; within one provider every result is a function of the input alone. Reductions
 * over lanes are written out in a fixed order, because the Vector API leaves the order of {@code reduceLanes} open.
 */
package dev.kith.gnn.tensor.kernel;
