/**
 * Pipelines: commands of {@code kith} one after the other, as a file lists them. What is done stands in a file beside it,
 * so that a run that ended half-way goes on from there under the same id.
 */
package dev.kith.cli.pipeline;
