/**
 * Neighbourhood aggregations, one file each. An aggregator turns the rows of a node's neighbours into one row; its line
 * in {@link dev.kith.gnn.aggr.AggregatorRegistry} makes it an option of every layer that aggregates.
 */
package dev.kith.gnn.aggr;
