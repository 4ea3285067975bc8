package dev.kith.gnn.latent;

import dev.kith.gnn.latent.metric.RadialMetric;

/**
 * An energy that is a function of Euclid's distance, as one of its square, by linear interpolation in a table: only to
 * choose by, a loss asks for the distance itself.
 */
final class EnergyTable {
    private static final int POINTS = 1024;
    /** Energies above it have the likelihood 0: numbers that are nearly 0 make a processor slow. */
    static final double IMPOSSIBLE = 600.0;

    private final double inverse;
    private final double[] energies = new double[POINTS + 2];
    /** {@code e^-E}. */
    private final double[] likelihoods = new double[POINTS + 2];

    /** @param longest Euclidean distance that is asked for */
    EnergyTable(Energy energy, double longest) {
        double most = Math.max(longest, Double.MIN_NORMAL);
        inverse = 1.0 / most;
        RadialMetric radial = (RadialMetric) energy.metric();
        for (int m = 0; m < energies.length; m++) {
            // Denser near 0, where a root is steep.
            double share = (double) m / POINTS;
            energies[m] = energy.ofDistance(radial.of(energy.parameters(), most * share * share));
            likelihoods[m] = energies[m] > IMPOSSIBLE ? 0.0 : Math.exp(-energies[m]);
        }
    }

    double energy(double square) {
        return interpolated(energies, square);
    }

    /** {@code e^-E}, and a little more between the points of the table, as exponentials lie below their chords. */
    double likelihood(double square) {
        return interpolated(likelihoods, square);
    }

    private double interpolated(double[] table, double square) {
        double at = POINTS * Math.sqrt(Math.min(1.0, Math.sqrt(square) * inverse));
        int m = (int) at;
        return table[m] + (at - m) * (table[m + 1] - table[m]);
    }
}
