/**
 * Dense float32 matrices on ND4J's off-heap memory, the pool they come from, the threads that work on them and the
 * two calls that leave Java: allocation (ND4J) and GEMM (OpenBLAS). Everything else is in {@code tensor.kernel}.
 *
 * <p>Results never depend on the number of threads: work is cut by shape alone, each output element is summed by one
 * thread in one fixed order, and random numbers are functions of (seed, stream, index).
 */
package dev.kith.gnn.tensor;
