/**
 * JMH benchmarks of the engine's kernels, and of an epoch by hand beside the same on the tape. {@code bench/run} builds
 * and runs them; the figures stand in {@code docs/performance.md}.
 */
package dev.kith.bench;
