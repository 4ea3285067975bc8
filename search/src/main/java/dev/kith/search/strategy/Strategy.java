package dev.kith.search.strategy;

/** A way to choose architectures. Not for several threads at a time. */
public interface Strategy {
    Proposal propose();

    /**
     * Tells the validation score of a proposal, 0 where it failed; in the order of the proposals, though others may have
     * been made in between.
     */
    void learn(Proposal proposal, double score);

    /** Whether a proposal whose score is known already is worth being told of, a few times. */
    default boolean learnsFromKnown() {
        return false;
    }
}
