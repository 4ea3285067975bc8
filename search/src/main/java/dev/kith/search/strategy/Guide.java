package dev.kith.search.strategy;

import dev.kith.graph.random.CounterRandom;
import dev.kith.search.space.Architecture;
import dev.kith.search.space.Position;
import dev.kith.search.space.Space;
import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent encoder and decoder of choices (Zhou et al. 2019, section 4.1; the form of the decoder is Gao et al. 2019's):
 * it reads the choices at some positions and then makes those at others one by one, each of which it reads before the
 * next. Logits are {@code tc · tanh(z / temperature)}, so that no choice ever dies out.
 */
final class Guide {
    private static final double TEMPERATURE = 5.0;
    private static final double TANH_CONSTANT = 2.5;
    private static final double START = 0.1;
    private static final double CLIP = 5.0;

    private final Space space;
    private final List<Position> positions;
    private final int[] encoded;
    private final int[] decoded;
    private final int units;
    private final Lstm lstm;
    private final int[] firstToken;
    private final int[] firstWeight;
    private final double[] weights;
    private final VectorAdam adam;

    /**
     * @param encoded positions that are read, in this order
     * @param decoded positions that are chosen, in this order
     * @param stream of the initial weights, uniform in ±0.1 with shifts of the decoders at 0
     */
    Guide(Space space, int[] encoded, int[] decoded, int units, double learningRate, long seed, long stream) {
        this.space = space;
        this.positions = space.positions();
        this.encoded = encoded.clone();
        this.decoded = decoded.clone();
        this.units = units;
        int classes = space.classes().size();
        this.firstToken = new int[classes + 1];
        for (int c = 0; c < classes; c++) {
            firstToken[c + 1] = firstToken[c] + space.classes().get(c).values().size();
        }
        this.lstm = new Lstm(firstToken[classes], units);
        this.firstWeight = new int[classes];
        int size = lstm.size();
        List<Integer> shifts = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            int values = space.classes().get(c).values().size();
            firstWeight[c] = size;
            for (int v = 0; v < values; v++) {
                shifts.add(size + values * units + v);
            }
            size += values * (units + 1);
        }
        this.weights = new double[size];
        for (int i = 0; i < size; i++) {
            weights[i] = START * (2.0 * CounterRandom.uniformDouble(seed, stream, i) - 1.0);
        }
        shifts.forEach(i -> weights[i] = 0.0);
        this.adam = new VectorAdam(size, learningRate);
    }

    /**
     * @param actions at the decoded positions
     * @param probabilities of all values there when each was chosen
     */
    record Decision(int[] actions, double[][] probabilities) {
        /** {@code -Σ_l Σ_v P ln P}. */
        double entropy() {
            double sum = 0.0;
            for (double[] step : probabilities) {
                for (double p : step) {
                    sum -= p > 0.0 ? p * StrictMath.log(p) : 0.0;
                }
            }
            return sum;
        }

        /** {@code Σ_l ln P(a_l)}. */
        double logProbability() {
            double sum = 0.0;
            for (int s = 0; s < actions.length; s++) {
                sum += StrictMath.log(probabilities[s][actions[s]]);
            }
            return sum;
        }
    }

    int[] decoded() {
        return decoded.clone();
    }

    /** Chooses by chance. */
    Decision sample(Architecture base, Draws draws) {
        return decode(begin(base), (step, probabilities) -> draws.choose(probabilities));
    }

    /** The probabilities of choices that are made already. */
    Decision follow(Architecture base, int[] actions) {
        return decode(begin(base), (step, probabilities) -> actions[step]);
    }

    private interface Chooser {
        int choose(int step, double[] probabilities);
    }

    private Lstm.Run begin(Architecture base) {
        Lstm.Run run = lstm.new Run(weights);
        for (int p : encoded) {
            run.read(firstToken[positions.get(p).actionClass()] + base.choice(p));
        }
        return run;
    }

    private Decision decode(Lstm.Run run, Chooser chooser) {
        int[] actions = new int[decoded.length];
        double[][] probabilities = new double[decoded.length][];
        for (int s = 0; s < decoded.length; s++) {
            int c = positions.get(decoded[s]).actionClass();
            probabilities[s] = softmax(logits(c, run.state()));
            actions[s] = chooser.choose(s, probabilities[s]);
            if (s + 1 < decoded.length) {
                run.read(firstToken[c] + actions[s]);
            }
        }
        return new Decision(actions, probabilities);
    }

    /** Before the bound. */
    private double[] raw(int actionClass, double[] state) {
        int values = space.classes().get(actionClass).values().size();
        double[] z = new double[values];
        for (int v = 0; v < values; v++) {
            double sum = weights[firstWeight[actionClass] + values * units + v];
            for (int u = 0; u < units; u++) {
                sum += weights[firstWeight[actionClass] + v * units + u] * state[u];
            }
            z[v] = sum;
        }
        return z;
    }

    private double[] logits(int actionClass, double[] state) {
        double[] z = raw(actionClass, state);
        for (int v = 0; v < z.length; v++) {
            z[v] = TANH_CONSTANT * StrictMath.tanh(z[v] / TEMPERATURE);
        }
        return z;
    }

    static double[] softmax(double[] logits) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double z : logits) {
            highest = Math.max(highest, z);
        }
        double[] shares = new double[logits.length];
        double sum = 0.0;
        for (int v = 0; v < shares.length; v++) {
            shares[v] = StrictMath.exp(logits[v] - highest);
            sum += shares[v];
        }
        for (int v = 0; v < shares.length; v++) {
            shares[v] /= sum;
        }
        return shares;
    }

    /**
     * The gradient of {@code factor · Σ_l ln P(a_l) + entropyWeight · E} (Williams 1992).
     *
     * @param actions that were chosen
     */
    double[] gradient(Architecture base, int[] actions, double factor, double entropyWeight) {
        Lstm.Run run = begin(base);
        List<double[]> ofStates = new ArrayList<>();
        for (int t = 0; t < run.length(); t++) {
            ofStates.add(null);
        }
        double[] gradient = new double[weights.length];
        for (int s = 0; s < decoded.length; s++) {
            int c = positions.get(decoded[s]).actionClass();
            double[] state = run.state();
            double[] z = raw(c, state);
            double[] p = softmax(logits(c, state));
            double entropy = new Decision(new int[1], new double[][] {p}).entropy();
            double[] ofState = new double[units];
            for (int v = 0; v < z.length; v++) {
                double ofLogit = factor * ((v == actions[s] ? 1.0 : 0.0) - p[v])
                        - entropyWeight * p[v] * (StrictMath.log(p[v]) + entropy);
                double squashed = StrictMath.tanh(z[v] / TEMPERATURE);
                double d = ofLogit * TANH_CONSTANT / TEMPERATURE * (1.0 - squashed * squashed);
                int row = firstWeight[c] + v * units;
                gradient[firstWeight[c] + z.length * units + v] += d;
                for (int u = 0; u < units; u++) {
                    gradient[row + u] += d * state[u];
                    ofState[u] += d * weights[row + u];
                }
            }
            ofStates.add(ofState);
            if (s + 1 < decoded.length) {
                run.read(firstToken[c] + actions[s]);
            }
        }
        run.backward(ofStates, gradient);
        return gradient;
    }

    /** One step up that gradient, whose length is cut at 5. */
    void ascend(Architecture base, int[] actions, double factor, double entropyWeight) {
        double[] gradient = gradient(base, actions, factor, entropyWeight);
        double square = 0.0;
        for (double g : gradient) {
            square += g * g;
        }
        double length = Math.sqrt(square);
        for (int i = 0; length > CLIP && i < gradient.length; i++) {
            gradient[i] *= CLIP / length;
        }
        adam.ascend(weights, gradient);
    }

    /** The weights themselves, for finite differences. */
    double[] weights() {
        return weights;
    }
}
