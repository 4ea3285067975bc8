package dev.kith.gnn.model.amud;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * How a score in [0, 1] is made of the patterns' statistics. None of them is known to be the published one; 0 where
 * fewer than two of the patterns occur.
 */
public enum ScoreFormula {
    /**
     * {@code min(1, (max κ - min κ) / max |κ|)} over AA, AAᵀ, AᵀA; 0 where all |κ| are below a least one. Does not depend
     * on how dense a pattern is.
     */
    KAPPA_RANGE_2 {
        @Override
        double of(Map<DirectedPattern, PatternStatistics> statistics, double leastKappa) {
            double[] kappa = across(statistics, SECOND_ORDER, PatternStatistics::kappa);
            double largest = Arrays.stream(kappa).map(Math::abs).max().orElse(0.0);
            return largest < leastKappa ? 0.0 : Math.min(1.0, range(kappa, largest));
        }
    },
    /** {@code (max R² - min R²) / max R²} over AA, AAᵀ, AᵀA. */
    R2_RANGE_2 {
        @Override
        double of(Map<DirectedPattern, PatternStatistics> statistics, double leastKappa) {
            double[] r2 = across(statistics, SECOND_ORDER, PatternStatistics::r2);
            return range(r2, Arrays.stream(r2).max().orElse(0.0));
        }
    },
    /** Mean of {@code |R²_a - R²_b|} over all pairs of the six patterns, divided by max R². */
    R2_MEAN_PAIR_6 {
        @Override
        double of(Map<DirectedPattern, PatternStatistics> statistics, double leastKappa) {
            double[] r2 = across(statistics, List.of(DirectedPattern.values()), PatternStatistics::r2);
            double largest = Arrays.stream(r2).max().orElse(0.0);
            double sum = 0.0;
            for (int a = 0; a < r2.length; a++) {
                for (int b = 0; b < a; b++) {
                    sum += Math.abs(r2[a] - r2[b]);
                }
            }
            double pairs = r2.length * (r2.length - 1) / 2.0;
            return pairs == 0.0 || largest == 0.0 ? 0.0 : sum / pairs / largest;
        }
    };

    private static final List<DirectedPattern> SECOND_ORDER =
            List.of(DirectedPattern.TWICE_FORWARD, DirectedPattern.COMMON_TARGET, DirectedPattern.COMMON_SOURCE);

    /** @param statistics of the patterns that occur */
    abstract double of(Map<DirectedPattern, PatternStatistics> statistics, double leastKappa);

    static List<String> names() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }

    private static double[] across(
            Map<DirectedPattern, PatternStatistics> statistics,
            Collection<DirectedPattern> patterns,
            ToDoubleFunction<PatternStatistics> value) {
        List<Double> found = new ArrayList<>();
        patterns.stream()
                .map(statistics::get)
                .filter(Objects::nonNull)
                .mapToDouble(value)
                .filter(Double::isFinite)
                .forEach(found::add);
        return found.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double range(double[] values, double scale) {
        if (values.length < 2 || scale == 0.0) {
            return 0.0;
        }
        double most = Arrays.stream(values).max().orElseThrow();
        double least = Arrays.stream(values).min().orElseThrow();
        return (most - least) / scale;
    }
}
