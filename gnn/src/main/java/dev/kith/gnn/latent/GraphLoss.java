package dev.kith.gnn.latent;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.latent.metric.Metric;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * What trains the places: neighbours that were drawn for rightly classified nodes are made likelier, those of wrong ones
 * less likely (Kazi et al. 2023, equation 6, with the running accuracy as the baseline). In double.
 *
 * @param form of the loss
 * @param start the metric, whether its square counts, and the sharpness that {@code e^tau} multiplies
 */
record GraphLoss(Form form, Energy start) {
    /** tau stays within it. */
    private static final double MOST_TAU = 5.0;

    private static final int PIECES = 8;
    /** Less is nothing in a float, and numbers that are nearly 0 make a processor slow. */
    private static final double NOTHING = 1e-30;

    /** How a node's neighbours count. */
    enum Form {
        /** {@code w_i · mean_j p_ij}, the mean over nodes; p is not normalised. */
        EXP_MEAN,
        /** {@code w_i · Σ_j ln p_ij}, the mean over nodes, with p normalised over the neighbours and random others. */
        LOG_SUM,
        /**
         * {@code -Σ_j p_ij a_ij}, the mean over nodes, p normalised as before and a_ij the probability that j is of i's class,
         * as it is predicted: the share of neighbours of the same class that is to be expected. Ours; each neighbour is
         * judged by itself, where the other forms judge all of a node's together.
         */
        AGREEMENT
    }

    /**
     * Neighbours of one node.
     *
     * @param neighbours that were drawn, then others that stand for all that were not
     * @param near how many of them were drawn
     * @param share of how many nodes each of the others stands for
     * @param weight w: negative where it was classified rightly
     * @param agreement a of all neighbours, or null where the form does not ask
     */
    record Drawn(int node, int[] neighbours, int near, double share, double weight, double[] agreement) {}

    /**
     * @param z places {@code [n, d]}
     * @param parameters of the metric {@code [1, count]}, or null where it has none
     * @param tau {@code [1, 1]}
     * @return a scalar
     */
    Variable apply(Tape tape, Variable z, Variable parameters, Variable tau, List<Drawn> drawn) {
        double[] metric = parameters == null ? new double[0] : doubles(parameters.value());
        Energy energy = new Energy(start.metric(), metric, start.squared(), start.sharpness() * factor(tau.value()));
        Sums sums = sums(tape.engine(), z.value(), energy, metric.length, drawn);
        Tensor loss = tape.engine().pool().take(1, 1);
        loss.set(0, 0, (float) sums.loss);
        Tape.Backward back = output -> {
            double scale = output.gradient().get(0, 0);
            give(z, sums.places, scale);
            if (parameters != null) {
                give(parameters, new double[][] {sums.metric}, scale);
            }
            boolean inside = Math.abs(tau.value().get(0, 0)) < MOST_TAU;
            give(tau, new double[][] {{inside ? sums.tau : 0.0}}, scale);
        };
        return parameters == null ? tape.record(loss, back, z, tau) : tape.record(loss, back, z, parameters, tau);
    }

    /** {@code e^tau}. */
    static double factor(Tensor tau) {
        return Math.exp(Math.max(-MOST_TAU, Math.min(MOST_TAU, tau.get(0, 0))));
    }

    static double[] doubles(Tensor row) {
        double[] values = new double[row.columns()];
        for (int c = 0; c < values.length; c++) {
            values[c] = row.get(0, c);
        }
        return values;
    }

    /** In pieces whose number does not depend on the threads, put together in their order. */
    private Sums sums(Engine engine, Tensor z, Energy energy, int parameters, List<Drawn> drawn) {
        double[][] points = NeighbourDraw.points(z);
        int pieces = Math.max(1, Math.min(PIECES, drawn.size()));
        Sums[] parts = new Sums[pieces];
        engine.workers().run(pieces, piece -> {
            Sums sums = new Sums(points, parameters);
            int from = (int) ((long) drawn.size() * piece / pieces);
            int to = (int) ((long) drawn.size() * (piece + 1) / pieces);
            drawn.subList(from, to).forEach(one -> add(one, energy, sums, drawn.size()));
            parts[piece] = sums;
        });
        for (int piece = 1; piece < pieces; piece++) {
            parts[0].add(parts[piece]);
        }
        return parts[0];
    }

    private void add(Drawn one, Energy energy, Sums sums, int nodes) {
        int[] all = one.neighbours;
        double[] energies = new double[all.length];
        for (int j = 0; j < all.length; j++) {
            energies[j] = energy.of(sums.points[one.node], sums.points[all[j]]);
        }
        double[] slopes =
                switch (form) {
                    case EXP_MEAN -> expMean(one, energies, sums, nodes);
                    case LOG_SUM -> logSum(one, energies, sums, nodes);
                    case AGREEMENT -> agreement(one, energies, sums, nodes);
                };
        for (int j = 0; j < slopes.length; j++) {
            sums.derive(energy, one.node, all[j], energies[j], slopes[j]);
        }
    }

    /** Of the drawn ones alone; slopes by their energies, as those of the others. */
    private static double[] expMean(Drawn one, double[] energies, Sums sums, int nodes) {
        double[] slopes = new double[one.near];
        for (int j = 0; j < one.near; j++) {
            double p = one.weight / nodes / one.near * Math.exp(-energies[j]);
            sums.loss += p;
            slopes[j] = -p;
        }
        return slopes;
    }

    private static double[] logSum(Drawn one, double[] energies, Sums sums, int nodes) {
        double weight = one.weight / nodes;
        double[] slopes = shares(one, energies);
        for (int j = 0; j < slopes.length; j++) {
            boolean near = j < one.near;
            sums.loss += near ? weight * Math.log(slopes[j]) : 0.0;
            slopes[j] = weight * (one.near * slopes[j] - (near ? 1.0 : 0.0));
        }
        return slopes;
    }

    private static double[] agreement(Drawn one, double[] energies, Sums sums, int nodes) {
        double[] slopes = shares(one, energies);
        double mean = 0.0;
        for (int j = 0; j < slopes.length; j++) {
            mean += slopes[j] * one.agreement[j];
        }
        sums.loss -= mean / nodes;
        for (int j = 0; j < slopes.length; j++) {
            slopes[j] *= (one.agreement[j] - mean) / nodes;
        }
        return slopes;
    }

    /** p, which sums to 1. */
    private static double[] shares(Drawn one, double[] energies) {
        double least = Arrays.stream(energies).min().orElse(0.0);
        double[] shares = new double[energies.length];
        double total = 0.0;
        for (int j = 0; j < shares.length; j++) {
            shares[j] = (j < one.near ? 1.0 : one.share) * Math.exp(least - energies[j]);
            total += shares[j];
        }
        for (int j = 0; j < shares.length; j++) {
            shares[j] = Math.max(Double.MIN_NORMAL, shares[j] / total);
        }
        return shares;
    }

    private static void give(Variable to, double[][] slopes, double scale) {
        to.accumulate((gradient, beta) -> {
            for (int i = 0; i < slopes.length; i++) {
                for (int c = 0; c < gradient.columns(); c++) {
                    float before = beta == 0f ? 0f : beta * gradient.get(i, c);
                    float own = slopes[i] == null ? 0f : (float) (scale * slopes[i][c]);
                    gradient.set(i, c, before + own);
                }
            }
        });
    }

    /** The loss and its derivatives so far. */
    private static final class Sums {
        private final double[][] points;
        /** Null for a node that has none. */
        private final double[][] places;

        private final double[] metric;
        private double tau;
        private double loss;

        Sums(double[][] points, int parameters) {
            this.points = points;
            places = new double[points.length][];
            metric = new double[parameters];
        }

        /** @param slope of the loss by the pair's energy e */
        void derive(Energy energy, int i, int j, double e, double slope) {
            if (Math.abs(slope) < NOTHING) {
                return;
            }
            // E = T·D or T·D², T = T_0 e^tau.
            tau += slope * e;
            place(i);
            place(j);
            double inner =
                    energy.squared() ? 2.0 * energy.metric().distance(energy.parameters(), points[i], points[j]) : 1.0;
            energy.metric()
                    .derive(
                            energy.parameters(),
                            points[i],
                            points[j],
                            slope * energy.sharpness() * inner,
                            new Metric.Slopes(metric, places[i], places[j]));
        }

        void add(Sums other) {
            loss += other.loss;
            tau += other.tau;
            add(other.metric, metric);
            for (int i = 0; i < places.length; i++) {
                if (other.places[i] != null) {
                    place(i);
                    add(other.places[i], places[i]);
                }
            }
        }

        private static void add(double[] from, double[] to) {
            for (int c = 0; c < to.length; c++) {
                to[c] += from[c];
            }
        }

        private void place(int i) {
            if (places[i] == null) {
                places[i] = new double[points[i].length];
            }
        }
    }
}
