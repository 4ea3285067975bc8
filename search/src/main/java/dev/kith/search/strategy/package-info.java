/**
 * Ways to choose what is tried next. A strategy is a function of its seed and of the scores it has been told, in the
 * order of the trials: a search is resumed by telling a new one the scores that were written down.
 */
package dev.kith.search.strategy;
