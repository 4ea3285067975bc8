package dev.kith.gnn.latent;

import dev.kith.gnn.tensor.Tensor;

/**
 * The inverse temperature with which the neighbours of a typical node are as uncertain as a choice among so many nodes
 * ({@code e^H}, the perplexity of van der Maaten and Hinton 2008). A fixed one would make the draw uniform or certain,
 * whatever the scale of the features is.
 */
final class Sharpness {
    private static final int ROWS = 64;
    private static final int HALVINGS = 60;
    private static final double LEAST = 1e-6;
    private static final double MOST = 1e9;

    private Sharpness() {}

    /**
     * @param z places {@code [n, d]}
     * @param perplexity from 1 to n
     */
    static double of(Tensor z, Energy energy, double perplexity) {
        double low = Math.log(LEAST);
        double high = Math.log(MOST);
        double[][] distances = distances(z, energy.with(1.0));
        for (int h = 0; h < HALVINGS; h++) {
            double middle = (low + high) / 2.0;
            if (perplexity(distances, Math.exp(middle)) > perplexity) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp((low + high) / 2.0);
    }

    /** The mean one of some rows. */
    static double perplexity(Tensor z, Energy energy) {
        return perplexity(distances(z, energy), 1.0);
    }

    /** Energies of some rows with all other nodes. */
    private static double[][] distances(Tensor z, Energy energy) {
        double[][] points = NeighbourDraw.points(z);
        int n = points.length;
        PairEnergies pairs = new PairEnergies(energy, points);
        int rows = Math.min(n, ROWS);
        double[][] distances = new double[rows][Math.max(0, n - 1)];
        for (int r = 0; r < rows; r++) {
            int i = (int) ((long) r * n / rows);
            for (int j = 0; j < n; j++) {
                if (j != i) {
                    distances[r][j < i ? j : j - 1] = pairs.of(i, j);
                }
            }
        }
        return distances;
    }

    private static double perplexity(double[][] energies, double sharpness) {
        double entropies = 0.0;
        for (double[] row : energies) {
            double least = Double.POSITIVE_INFINITY;
            for (double energy : row) {
                least = Math.min(least, energy);
            }
            double sum = 0.0;
            double weighted = 0.0;
            for (double energy : row) {
                double e = sharpness * (energy - least);
                double p = Math.exp(-e);
                sum += p;
                weighted += p * e;
            }
            entropies += row.length == 0 ? 0.0 : Math.log(sum) + weighted / sum;
        }
        return Math.exp(entropies / Math.max(1, energies.length));
    }
}
