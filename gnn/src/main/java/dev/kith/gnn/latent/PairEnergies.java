package dev.kith.gnn.latent;

import dev.kith.gnn.latent.metric.RadialMetric;
import java.util.Arrays;

/** The energies of pairs of points, to choose and to weigh by: from a table where they are a function of Euclid's distance. */
final class PairEnergies {
    private final Energy energy;
    private final double[][] points;
    /** Null where the metric is no function of that distance. */
    private final EnergyTable table;

    PairEnergies(Energy energy, double[][] points) {
        this.energy = energy;
        this.points = points;
        this.table = energy.isRadial() ? new EnergyTable(energy, longest(points)) : null;
    }

    double of(int i, int j) {
        if (table == null) {
            return energy.of(points[i], points[j]);
        }
        double distance = RadialMetric.euclidean(points[i], points[j]);
        return table.energy(distance * distance);
    }

    /** Twice the distance of the farthest from the origin. */
    private static double longest(double[][] points) {
        double[] origin = new double[points.length == 0 ? 0 : points[0].length];
        return 2.0
                * Arrays.stream(points)
                        .mapToDouble(x -> RadialMetric.euclidean(x, origin))
                        .max()
                        .orElse(0.0);
    }
}
