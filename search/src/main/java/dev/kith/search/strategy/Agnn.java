package dev.kith.search.strategy;

import dev.kith.search.space.Architecture;
import dev.kith.search.space.Position;
import dev.kith.search.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Auto-GNN's reinforced conservative search (Zhou et al. 2019, sections 4.1 to 4.3): always from the best architecture
 * found, a few classes are chosen anew in all layers, each by a guide of its own. A class is drawn the more often, the
 * less its guide knows what to choose: with probability softmax of the decisions' entropies. The guides learn by
 * REINFORCE from how much better than the best an offspring is.
 */
public final class Agnn implements Strategy {
    private static final long STREAM = 0xA611;
    private static final double DECAY = 0.95;
    private static final int TRIES = 10;

    /**
     * How it is run.
     *
     * @param start architectures that are drawn to begin with, where none is given: from a single one that learns nothing,
     *     changes of one class lead nowhere for a long time
     * @param patience proposals in a row that were no better, after which every other one is drawn until one is better: what
     *     learns nothing is not explored for ever; 0 for never
     * @param classes how many are chosen anew
     * @param top whether those with the highest entropies are taken, not drawn
     * @param normaliseEntropy whether entropies are divided by the highest that their class can have
     * @param units width of the guides
     * @param entropyWeight what keeping guides undecided is worth
     */
    public record Options(
            int start,
            int patience,
            int classes,
            boolean top,
            boolean normaliseEntropy,
            int units,
            double learningRate,
            double entropyWeight) {
        /** Those of the paper, as far as they are known, else of AutoGL's implementation; but for the start and the patience, which are ours. */
        public static final Options USUAL = new Options(10, 10, 1, false, false, 100, 3.5e-4, 0.0);
    }

    private final Space space;
    private final List<Position> positions;
    private final Options options;
    private final Draws draws;
    private final List<Guide> guides = new ArrayList<>();
    private final double[] baselines;
    private Architecture best;
    private double bestScore = Double.NaN;
    private final RandomSearch drawing;
    private final Architecture first;
    private final int start;
    private int drawn;
    /** Proposals since the last one that was better. */
    private int stale;

    private boolean drewLast;

    /** @param first to begin with, or null for a random one */
    public Agnn(Space space, Options options, Architecture first, long seed) {
        this.space = space;
        this.positions = space.positions();
        this.options = options;
        this.draws = new Draws(seed, STREAM);
        this.drawing = new RandomSearch(space, seed);
        this.first = first == null ? drawing.propose().architecture() : first;
        this.best = this.first;
        this.start = first == null ? options.start() : 1;
        int classes = space.classes().size();
        this.baselines = new double[classes];
        Arrays.fill(baselines, Double.NaN);
        for (int c = 0; c < classes; c++) {
            int[] own = space.positionsOf(c);
            int[] others = IntStream.range(0, positions.size())
                    .filter(p -> Arrays.stream(own).noneMatch(q -> q == p))
                    .toArray();
            guides.add(new Guide(space, others, own, options.units(), options.learningRate(), seed, STREAM + 2 + c));
        }
    }

    @Override
    public boolean learnsFromKnown() {
        return true;
    }

    @Override
    public Proposal propose() {
        drewLast = drawn < start || (options.patience() > 0 && stale >= options.patience() && !drewLast);
        if (drewLast) {
            return drawn++ == 0 ? Proposal.drawn(first) : drawing.propose();
        }
        List<Guide.Decision> decisions = new ArrayList<>();
        double[] entropies = new double[guides.size()];
        for (int c = 0; c < guides.size(); c++) {
            decisions.add(guides.get(c).sample(best, draws));
            entropies[c] = decisions.get(c).entropy() / scale(c);
        }
        List<Integer> changed =
                options.top() ? highest(entropies, options.classes()) : drawn(entropies, options.classes(), draws);
        Architecture same = space.canonical(best);
        Architecture offspring = offspring(changed, decisions);
        for (int t = 0; t < TRIES && space.canonical(offspring).equals(same); t++) {
            for (int c : changed) {
                decisions.set(c, guides.get(c).sample(best, draws));
            }
            offspring = offspring(changed, decisions);
        }
        if (space.canonical(offspring).equals(same)) {
            offspring = unlikely(changed, decisions, same);
        }
        return new Proposal(offspring, best, changed);
    }

    private double scale(int c) {
        if (!options.normaliseEntropy()) {
            return 1.0;
        }
        int values = space.classes().get(c).values().size();
        return values < 2 ? 1.0 : space.positionsOf(c).length * StrictMath.log(values);
    }

    private Architecture offspring(List<Integer> changed, List<Guide.Decision> decisions) {
        Architecture offspring = best;
        for (int c : changed) {
            offspring = offspring.with(guides.get(c).decoded(), decisions.get(c).actions());
        }
        return offspring;
    }

    /** The best with its least probable other value of the chosen classes that changes something. */
    private Architecture unlikely(List<Integer> changed, List<Guide.Decision> decisions, Architecture same) {
        Architecture found = best;
        double least = Double.POSITIVE_INFINITY;
        for (int c : changed) {
            int[] decoded = guides.get(c).decoded();
            for (int s = 0; s < decoded.length; s++) {
                double[] probabilities = decisions.get(c).probabilities()[s];
                for (int v = 0; v < probabilities.length; v++) {
                    Architecture other = best.with(new int[] {decoded[s]}, new int[] {v});
                    if (probabilities[v] < least && !space.canonical(other).equals(same)) {
                        least = probabilities[v];
                        found = other;
                    }
                }
            }
        }
        return found;
    }

    /** Without replacement, with probabilities softmax of the entropies that are left. */
    static List<Integer> drawn(double[] entropies, int count, Draws draws) {
        double[] left = entropies.clone();
        List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < Math.min(count, entropies.length)) {
            int c = draws.choose(Guide.softmax(left));
            if (left[c] > Double.NEGATIVE_INFINITY) {
                chosen.add(c);
                left[c] = Double.NEGATIVE_INFINITY;
            }
        }
        return List.copyOf(chosen);
    }

    static List<Integer> highest(double[] entropies, int count) {
        return IntStream.range(0, entropies.length)
                .boxed()
                .sorted((a, b) -> Double.compare(entropies[b], entropies[a]))
                .limit(count)
                .toList();
    }

    @Override
    public void learn(Proposal proposal, double score) {
        if (proposal.parent() != null) {
            double reward = score - (Double.isNaN(bestScore) ? 0.0 : bestScore);
            for (int c : proposal.changed()) {
                Guide guide = guides.get(c);
                int[] actions = Arrays.stream(guide.decoded())
                        .map(p -> proposal.architecture().choice(p))
                        .toArray();
                double baseline = Double.isNaN(baselines[c]) ? reward : baselines[c];
                guide.ascend(proposal.parent(), actions, reward - baseline, options.entropyWeight());
                baselines[c] = DECAY * baseline + (1.0 - DECAY) * reward;
            }
        }
        stale++;
        if (Double.isNaN(bestScore) || score > bestScore) {
            best = proposal.architecture();
            bestScore = score;
            stale = 0;
        }
    }

    /** The best so far. */
    Architecture best() {
        return best;
    }

    double bestScore() {
        return bestScore;
    }

    /** The guide of one class. */
    Guide guide(int actionClass) {
        return guides.get(actionClass);
    }
}
