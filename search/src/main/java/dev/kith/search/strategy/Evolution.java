package dev.kith.search.strategy;

import dev.kith.search.space.Architecture;
import dev.kith.search.space.Position;
import dev.kith.search.space.Space;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A population whose oldest member dies with each birth (Real et al. 2019): the best of a few drawn members has a child
 * that differs from it in one choice.
 */
public final class Evolution implements Strategy {
    /** Of the specification. */
    public static final int POPULATION = 50;

    public static final int TOURNAMENT = 10;

    private static final long STREAM = 0xE701;
    private static final int TRIES = 20;

    private final Space space;
    private final int size;
    private final int tournament;
    private final Draws draws;
    private final RandomSearch beginning;
    private final Deque<Member> population = new ArrayDeque<>();
    private int drawn;

    private record Member(Architecture architecture, double score) {}

    public Evolution(Space space, int size, int tournament, long seed) {
        this.space = space;
        this.size = size;
        this.tournament = tournament;
        this.beginning = new RandomSearch(space, seed);
        this.draws = new Draws(seed, STREAM);
    }

    @Override
    public Proposal propose() {
        if (drawn < size || population.isEmpty()) {
            drawn++;
            return beginning.propose();
        }
        List<Member> members = new ArrayList<>(population);
        Member best = null;
        for (int t = 0; t < tournament; t++) {
            Member one = members.get(draws.below(members.size()));
            best = best == null || one.score > best.score ? one : best;
        }
        return child(best.architecture);
    }

    private Proposal child(Architecture parent) {
        List<Position> positions = space.positions();
        Architecture same = space.canonical(parent);
        Proposal child = null;
        for (int t = 0; t < TRIES; t++) {
            int p = draws.below(positions.size());
            int values = space.valuesAt(positions.get(p));
            if (values == 1) {
                continue;
            }
            int other = (parent.choice(p) + 1 + draws.below(values - 1)) % values;
            Architecture mutated = parent.with(new int[] {p}, new int[] {other});
            child = new Proposal(mutated, parent, List.of(positions.get(p).actionClass()));
            if (!space.canonical(mutated).equals(same)) {
                return child;
            }
        }
        return child == null ? Proposal.drawn(parent) : child;
    }

    @Override
    public void learn(Proposal proposal, double score) {
        population.addLast(new Member(proposal.architecture(), score));
        if (population.size() > size) {
            population.removeFirst();
        }
    }
}
