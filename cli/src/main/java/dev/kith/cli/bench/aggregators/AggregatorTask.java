package dev.kith.cli.bench.aggregators;

import dev.kith.gnn.nn.Initialiser;

/** The tasks by name; a new one is a {@link Learner} and a line here. */
public enum AggregatorTask {
    /** Ong and Veličković 2022, as their public code has it. */
    MINIMUM {
        @Override
        Learner learner(AggregatorUnderTest aggregator, int bits, long seed) {
            return new SetLearner(new SecondMinimum(bits, seed), aggregator, seed);
        }
    },
    /** The same of neighbours in random graphs. */
    NEIGHBOURHOOD {
        @Override
        Learner learner(AggregatorUnderTest aggregator, int bits, long seed) {
            return new SetLearner(new NeighbourhoodMinimum(bits, seed), aggregator, seed);
        }
    },
    /** Six properties of nodes and graphs (Corso et al. 2020, "Principal neighbourhood aggregation", section 4). */
    PROPERTIES {
        @Override
        Learner learner(AggregatorUnderTest aggregator, int bits, long seed) {
            return new PropertyLearner(new Initialiser(seed), aggregator, seed);
        }
    };

    abstract Learner learner(AggregatorUnderTest aggregator, int bits, long seed);
}
