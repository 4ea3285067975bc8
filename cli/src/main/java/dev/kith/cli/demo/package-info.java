/**
 * {@code kith demo}: the whole way of the data on WordNet, with the real parts. A local server, an ingest, an export, a
 * contest of classifiers that is decided on the validation nodes, a run of predictions written back, and what a person
 * can look at afterwards.
 */
package dev.kith.cli.demo;
