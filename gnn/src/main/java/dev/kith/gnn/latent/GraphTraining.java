package dev.kith.gnn.latent;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Puts a step's draws and how the step did into the loss of the graph, and watches that the graph is not lost. */
final class GraphTraining implements Module {
    private static final float START_ACCURACY = 0.5f;
    /** Nodes that the loss asks in a step, drawn anew in each: a trained metric costs some microseconds a pair. */
    private static final int MOST_JUDGED = 256;

    private static final int OTHERS = 32;
    private static final long JUDGED_STREAM = 0x10D;
    /** Steps between two looks at the perplexity, which asks for many distances. */
    private static final int LOOK_EVERY = 50;

    private static final double COLLAPSED = 0.5;
    private static final double TORN = 100.0;

    private final LatentOptions options;
    private final TrainedEnergy trained;
    private final Accuracies accuracies;
    private Step step;
    private double lastEnergy = Double.NaN;
    private double lastPerplexity = Double.NaN;

    GraphTraining(LatentOptions options, TrainedEnergy trained, Initialiser initialiser) {
        this.options = options;
        this.trained = trained;
        this.accuracies = new Accuracies(initialiser);
    }

    void begin(int nodes) {
        accuracies.begin(nodes, START_ACCURACY);
    }

    /**
     * What a step has drawn.
     *
     * @param z places of the nodes {@code [n, d]}
     */
    record Step(Tape tape, Variable z, int[][] neighbours, Energy energy, Noise noise, long[] keys) {}

    void drew(Step drawn) {
        step = drawn;
    }

    /** @see dev.kith.gnn.model.Network#judged */
    void judged(Tape tape, Tensor logits, int[] rows, int[] classes) {
        if (step == null || step.tape != tape || options.loss() == null) {
            return;
        }
        boolean[] right = new boolean[rows.length];
        for (int r = 0; r < rows.length; r++) {
            right[r] = best(logits, rows[r]) == classes[r];
        }
        if (accuracies.steps() >= options.warmup()) {
            penalise(tape, logits, rows, classes, right);
        }
        accuracies.update(rows, right, options.beta());
        step = null;
    }

    private static int best(Tensor logits, int row) {
        int best = 0;
        for (int c = 1; c < logits.columns(); c++) {
            if (logits.get(row, c) > logits.get(row, best)) {
                best = c;
            }
        }
        return best;
    }

    private void penalise(Tape tape, Tensor logits, int[] rows, int[] classes, boolean[] right) {
        Noise noise = step.noise.isNone() ? Noise.of(1) : step.noise;
        int[] positions = IntStream.range(0, rows.length).toArray();
        if (rows.length > MOST_JUDGED) {
            CounterRandom.shuffle(positions, noise.seed(), JUDGED_STREAM);
        }
        List<GraphLoss.Drawn> drawn = Arrays.stream(positions)
                .limit(MOST_JUDGED)
                .mapToObj(r -> drawn(rows[r], classes[r], right[r], logits, noise))
                .toList();
        tape.penalise(options.lossWeight(), trained.loss(tape, options.loss(), step.z, drawn));
        if (accuracies.steps() % LOOK_EVERY == 0) {
            lastPerplexity = Sharpness.perplexity(step.z.value(), step.energy);
            lastEnergy = meanEnergy(drawn);
        }
    }

    private GraphLoss.Drawn drawn(int i, int itsClass, boolean right, Tensor logits, Noise noise) {
        int[] near = step.neighbours[i];
        double weight = accuracies.of(i, START_ACCURACY) - (right ? 1.0 : 0.0);
        if (options.loss() == GraphLoss.Form.EXP_MEAN) {
            return new GraphLoss.Drawn(i, near, near.length, 0, weight, null);
        }
        int n = step.neighbours.length;
        int[] others = NeighbourDraw.others(i, n, OTHERS, near, step.keys, noise);
        int[] all = IntStream.concat(Arrays.stream(near), Arrays.stream(others)).toArray();
        double share = others.length == 0 ? 0.0 : (double) (n - near.length) / others.length;
        double[] agreement = options.loss() == GraphLoss.Form.AGREEMENT
                ? Arrays.stream(all)
                        .mapToDouble(j -> probability(logits, j, itsClass))
                        .toArray()
                : null;
        return new GraphLoss.Drawn(i, all, near.length, share, weight, agreement);
    }

    private static double probability(Tensor logits, int row, int of) {
        double sum = 0.0;
        for (int c = 0; c < logits.columns(); c++) {
            sum += Math.exp((double) logits.get(row, c) - logits.get(row, of));
        }
        return 1.0 / sum;
    }

    /** Of the neighbours that were drawn; the random others are far. */
    private double meanEnergy(List<GraphLoss.Drawn> drawn) {
        double[][] points = NeighbourDraw.points(step.z.value());
        return drawn.stream()
                .flatMapToDouble(one -> Arrays.stream(one.neighbours())
                        .limit(one.near())
                        .mapToDouble(j -> step.energy.of(points[one.node()], points[j])))
                .average()
                .orElse(Double.NaN);
    }

    /** Both ways in which a graph that is learned is lost. */
    List<String> notices() {
        int n = accuracies.nodes();
        List<String> notices = new ArrayList<>();
        if (lastPerplexity > COLLAPSED * n) {
            notices.add(String.format(
                    Locale.ROOT,
                    "The inferred graph has collapsed: a node's neighbours are drawn from %.0f of %d nodes as if at random."
                            + " A smaller graphWeight or turnRate, or graphLoss=none, keeps it.",
                    lastPerplexity,
                    n));
        }
        if (lastEnergy > TORN) {
            notices.add(String.format(
                    Locale.ROOT,
                    "The inferred graph is torn: neighbours that were drawn have a distance of %.0f temperatures, because"
                            + " all nodes were pushed apart. A longer graphWarmup or a smaller turnRate mends it.",
                    lastEnergy));
        }
        return notices;
    }

    @Override
    public List<Parameter> parameters() {
        return accuracies.parameters();
    }
}
