package dev.kith.search;

import java.util.Arrays;

/**
 * Several runs in two numbers.
 *
 * @param deviation with n - 1; 0 for one run
 */
public record Summary(double mean, double deviation, int runs) {
    /** Of at least one value. */
    public static Summary of(double... values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return new Summary(mean, values.length < 2 ? 0.0 : Math.sqrt(squares / (values.length - 1)), values.length);
    }
}
