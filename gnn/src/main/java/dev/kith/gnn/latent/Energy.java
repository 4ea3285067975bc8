package dev.kith.gnn.latent;

import dev.kith.gnn.latent.metric.Metric;
import dev.kith.gnn.latent.metric.RadialMetric;

/**
 * How unlikely two nodes are to be joined: their distance times the inverse temperature, or the distance's square times it
 * ({@code p_ij ∝ e^-E}, Kazi et al. 2023, equation 3).
 *
 * @param parameters of the metric
 * @param squared whether the distance's square counts
 * @param sharpness the inverse temperature T, above 0
 */
record Energy(Metric metric, double[] parameters, boolean squared, double sharpness) {
    double of(double[] x, double[] y) {
        return ofDistance(metric.distance(parameters, x, y));
    }

    double ofDistance(double distance) {
        return sharpness * (squared ? distance * distance : distance);
    }

    boolean isRadial() {
        return metric instanceof RadialMetric;
    }

    Energy with(double otherSharpness) {
        return new Energy(metric, parameters, squared, otherSharpness);
    }
}
