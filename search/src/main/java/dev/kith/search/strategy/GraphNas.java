package dev.kith.search.strategy;

import dev.kith.search.space.Space;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * One controller that writes the whole architecture (Gao et al. 2019), as its code rewards it: by the score less the mean
 * of the ten best so far, within ±0.5, less a moving average of that.
 */
public final class GraphNas implements Strategy {
    private static final long STREAM = 0x6A45;
    private static final int BEST = 10;
    private static final double MOST_REWARD = 0.5;
    private static final double DECAY = 0.95;

    private final Space space;
    private final Agnn.Options options;
    private final Guide controller;
    private final Draws draws;
    private final PriorityQueue<Double> best = new PriorityQueue<>();
    private double baseline = Double.NaN;

    public GraphNas(Space space, Agnn.Options options, long seed) {
        this.space = space;
        this.options = options;
        this.draws = new Draws(seed, STREAM);
        int[] all = IntStream.range(0, space.positions().size()).toArray();
        this.controller = new Guide(space, new int[0], all, options.units(), options.learningRate(), seed, STREAM + 1);
    }

    @Override
    public boolean learnsFromKnown() {
        return true;
    }

    @Override
    public Proposal propose() {
        int[] actions = controller.sample(null, draws).actions();
        return Proposal.drawn(space.random(0, 0, 0).with(controller.decoded(), actions));
    }

    @Override
    public void learn(Proposal proposal, double score) {
        double mean = best.stream().mapToDouble(Double::doubleValue).average().orElse(score);
        double reward = Math.max(-MOST_REWARD, Math.min(MOST_REWARD, score - mean));
        best.add(score);
        if (best.size() > BEST) {
            best.poll();
        }
        double before = Double.isNaN(baseline) ? reward : baseline;
        baseline = DECAY * before + (1.0 - DECAY) * reward;
        int[] actions = proposal.architecture().choices().stream()
                .mapToInt(Integer::intValue)
                .toArray();
        controller.ascend(null, actions, reward - before, options.entropyWeight());
    }
}
