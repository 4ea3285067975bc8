package dev.kith.search.strategy;

import dev.kith.search.space.Space;

/**
 * Uniform draws from the space. The strategies that begin with some draw the same ones from the same seed: compared, they
 * differ by what they make of them and not by who was luckier.
 */
public final class RandomSearch implements Strategy {
    private static final long STREAM = 0x5EA1;

    private final Space space;
    private final long seed;
    private long drawn;

    public RandomSearch(Space space, long seed) {
        this.space = space;
        this.seed = seed;
    }

    @Override
    public Proposal propose() {
        return Proposal.drawn(space.random(seed, STREAM, drawn++));
    }

    @Override
    public void learn(Proposal proposal, double score) {
        // What is drawn does not depend on what was.
    }
}
