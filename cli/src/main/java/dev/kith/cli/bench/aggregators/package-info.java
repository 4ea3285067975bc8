/**
 * Tasks of which it is known what an aggregator has to do: {@code kith bench aggregators}. A task is a {@link
 * dev.kith.cli.bench.aggregators.Learner}, which {@link dev.kith.cli.bench.aggregators.AggregatorTraining} trains.
 */
package dev.kith.cli.bench.aggregators;
