/**
 * Jobs: what a database asks of a worker, and what the worker answers. A job is a folder: {@code job.json} says what is
 * wanted, and {@code graph/} is what it is wanted of. A worker hears of jobs by the paths of their folders, a line of
 * standard input each, tells of their progress in JSON lines on standard output, and writes {@code result.json} last.
 * Files from elsewhere are bounded before they are read.
 */
package dev.kith.graph.job;
