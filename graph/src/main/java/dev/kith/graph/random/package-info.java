/** Random numbers as functions of (seed, stream, index): the same at any thread count and in any order. */
package dev.kith.graph.random;
