/**
 * Whole-process benchmarks, one file each: {@code kith bench NAME}. Each makes its own input from a seed, and prints its
 * figures with the machine and its load at the time. Kernels are measured by the JMH benchmarks in {@code bench/}.
 */
package dev.kith.cli.bench;
