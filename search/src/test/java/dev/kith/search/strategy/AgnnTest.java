package dev.kith.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.search.space.Architecture;
import dev.kith.search.space.NamedSpaces;
import dev.kith.search.space.Position;
import dev.kith.search.space.Space;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The explorer is conservative, and the guides learn what is rewarded. */
class AgnnTest {
    private static final Space SPACE = NamedSpaces.usual("node-classification", 2);
    private static final int ACTIVATION = 5;

    private static Agnn.Options options(int classes, int units, double rate) {
        return new Agnn.Options(1, 0, classes, false, false, units, rate, 0.0);
    }

    /** A score that looks random and is always the same. */
    private static double score(Architecture architecture) {
        return Math.floorMod(SPACE.canonical(architecture).hashCode() * 0x9E3779B9, 1000) / 1000.0;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void offspringDifferInTheChosenClassesOnly(int classes) {
        Agnn agnn = new Agnn(SPACE, options(classes, 8, 3.5e-4), null, 5);
        List<Position> positions = SPACE.positions();
        double best = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < 200; t++) {
            Architecture before = agnn.best();
            Proposal proposal = agnn.propose();
            if (t > 0) {
                assertThat(proposal.parent()).isEqualTo(before);
                assertThat(proposal.changed()).hasSize(classes);
                assertThat(SPACE.canonical(proposal.architecture())).isNotEqualTo(SPACE.canonical(before));
                for (int p = 0; p < positions.size(); p++) {
                    if (!proposal.changed().contains(positions.get(p).actionClass())) {
                        assertThat(proposal.architecture().choice(p)).isEqualTo(before.choice(p));
                    }
                }
            }
            agnn.learn(proposal, score(proposal.architecture()));
            assertThat(agnn.bestScore()).isGreaterThanOrEqualTo(best);
            assertThat(agnn.bestScore()).isEqualTo(score(agnn.best()));
            best = agnn.bestScore();
        }
    }

    /** The explorer starts from the best of those that are drawn first, or from the one that is given. */
    @Test
    void theFirstAreDrawn() {
        Agnn agnn = new Agnn(SPACE, Agnn.Options.USUAL, null, 5);
        int drawn = Agnn.Options.USUAL.start();
        Set<Architecture> first = new HashSet<>();
        Architecture best = null;
        for (int t = 0; t < drawn; t++) {
            Proposal proposal = agnn.propose();
            assertThat(proposal.parent()).isNull();
            first.add(proposal.architecture());
            best = best == null || score(proposal.architecture()) > score(best) ? proposal.architecture() : best;
            agnn.learn(proposal, score(proposal.architecture()));
        }
        assertThat(first).hasSize(drawn);
        assertThat(agnn.propose().parent()).isEqualTo(best);

        Agnn given = new Agnn(SPACE, Agnn.Options.USUAL, best, 5);
        assertThat(given.propose().architecture()).isEqualTo(best);
        assertThat(given.propose().parent()).isEqualTo(best);
    }

    /** After so many proposals that were no better every other one is drawn, until one is better. */
    @Test
    void patienceEnds() {
        Agnn agnn = new Agnn(SPACE, new Agnn.Options(2, 3, 1, false, false, 8, 3.5e-4, 0.0), null, 5);
        StringBuilder drawn = new StringBuilder();
        for (int t = 0; t < 14; t++) {
            Proposal proposal = agnn.propose();
            drawn.append(proposal.parent() == null ? 'd' : '.');
            agnn.learn(proposal, t == 0 ? 0.5 : t == 10 ? 0.6 : 0.1);
        }
        assertThat(drawn).hasToString("dd..d.d.d.d...");
    }

    @Test
    void aTieKeepsTheOld() {
        Agnn agnn = new Agnn(SPACE, options(1, 8, 3.5e-4), null, 5);
        agnn.learn(agnn.propose(), 0.5);
        Architecture first = agnn.best();
        agnn.learn(agnn.propose(), 0.5);
        assertThat(agnn.best()).isEqualTo(first);
    }

    /** One activation of eight is rewarded, in the first layer, where it counts. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void learnsWhatIsRewarded(long seed) {
        Agnn agnn = new Agnn(SPACE, options(1, 16, 3.5e-3), null, seed);
        int[] own = SPACE.positionsOf(ACTIVATION);
        Architecture poor = SPACE.random(9, 9, 9).with(own, new int[] {0, 0});
        Guide guide = agnn.guide(ACTIVATION);
        int steps = 0;
        double p = 0.0;
        while (p <= 0.5 && steps < 2000) {
            Guide.Decision decision = guide.sample(poor, new Draws(seed, steps));
            double reward = decision.actions()[0] == 3 ? 1.0 : 0.0;
            guide.ascend(poor, decision.actions(), reward - 0.3, 0.0);
            p = guide.follow(poor, new int[] {0, 0}).probabilities()[0][3];
            steps++;
        }
        assertThat(p).isGreaterThan(0.5);
    }

    /**
     * An offspring's reward is what it is better by than the best before it, and guides learn from what is above the mean of
     * such rewards: the value that alone is rewarded becomes likely where the best is kept poor. With a wrong sign it would
     * become unlikely.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theStrategysGuideLearnsWhatIsRewarded(long seed) {
        Agnn agnn = new Agnn(SPACE, options(1, 16, 3.5e-3), null, seed);
        int[] own = SPACE.positionsOf(ACTIVATION);
        Proposal first = agnn.propose();
        // Nothing is better than the first: the guides decide from the same architecture all the time.
        agnn.learn(first, 2.0);
        Architecture best = agnn.best();
        Guide guide = agnn.guide(ACTIVATION);
        double before = guide.follow(best, new int[] {0, 0}).probabilities()[0][3];
        double after = before;
        for (int t = 0; t < 6000 && after <= 0.5; t++) {
            Proposal proposal = agnn.propose();
            agnn.learn(proposal, proposal.architecture().choice(own[0]) == 3 ? 1.0 : 0.0);
            after = guide.follow(best, new int[] {0, 0}).probabilities()[0][3];
        }
        assertThat(agnn.best()).isEqualTo(best);
        assertThat(before).isLessThan(0.3);
        assertThat(after).isGreaterThan(0.5);
    }

    /** The whole strategy finds it and stays there. */
    @Test
    void theStrategyLearnsAToyOracle() {
        Agnn agnn = new Agnn(SPACE, options(1, 16, 3.5e-3), null, 1);
        int position = SPACE.positionsOf(ACTIVATION)[0];
        for (int t = 0; t < 300; t++) {
            Proposal proposal = agnn.propose();
            agnn.learn(proposal, proposal.architecture().choice(position) == 3 ? 1.0 : 0.2);
        }
        assertThat(agnn.best().choice(position)).isEqualTo(3);
        assertThat(agnn.bestScore()).isEqualTo(1.0);
    }

    @Test
    void graphNasLearnsAToyOracle() {
        GraphNas graphNas = new GraphNas(SPACE, options(1, 16, 3.5e-3), 1);
        int position = SPACE.positionsOf(ACTIVATION)[0];
        int found = 0;
        for (int t = 0; t < 1500; t++) {
            Proposal proposal = graphNas.propose();
            boolean hit = proposal.architecture().choice(position) == 3;
            found += t >= 1300 && hit ? 1 : 0;
            graphNas.learn(proposal, hit ? 0.9 : 0.5);
        }
        assertThat(found / 200.0).isGreaterThan(0.5);
    }

    @Test
    void evolutionKeepsToTheGood() {
        Evolution evolution = new Evolution(SPACE, 20, 5, 1);
        int position = SPACE.positionsOf(ACTIVATION)[0];
        int found = 0;
        for (int t = 0; t < 300; t++) {
            Proposal proposal = evolution.propose();
            boolean hit = proposal.architecture().choice(position) == 3;
            found += t >= 200 && hit ? 1 : 0;
            evolution.learn(proposal, hit ? 0.9 : 0.5);
        }
        assertThat(found / 100.0).isGreaterThan(0.7);
    }
}
