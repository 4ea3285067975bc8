/**
 * Architecture search as a job: {@link dev.kith.search.Search} asks a {@link dev.kith.search.strategy.Strategy} for
 * architectures of a {@link dev.kith.search.space.Space}, has each of them tried by an
 * {@link dev.kith.search.trial.Evaluator}, and writes every trial down before it goes on (Zhou et al. 2019, Auto-GNN, and
 * the strategies it is compared to).
 */
package dev.kith.search;
