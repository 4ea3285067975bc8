package dev.kith.cli.bench;

import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;

/**
 * Multisets of random numbers, of which the second smallest is asked for, duplicates counted. Each set is a function of
 * (seed, number).
 *
 * @param bits of a number, 1 to 16; numbers are uniform
 */
record SecondMinimum(int bits, long seed) {

    /**
     * Some sets with their answers.
     *
     * @param offsets {@code [sets + 1]}
     * @param indices {@code [elements]}, positions in {@code values}
     * @param values the distinct numbers of all sets
     * @param answers {@code [sets]}
     */
    record Sets(int[] offsets, int[] indices, int[] values, int[] answers) {}

    /**
     * @param numbers of the sets
     * @param least fewest elements, at least 2
     * @param most most elements
     */
    Sets sets(int[] numbers, int least, int most) {
        int[] offsets = new int[numbers.length + 1];
        for (int s = 0; s < numbers.length; s++) {
            offsets[s + 1] = offsets[s] + least + CounterRandom.below(seed, 0, numbers[s], most - least + 1);
        }
        int[] drawn = new int[offsets[numbers.length]];
        int[] answers = new int[numbers.length];
        for (int s = 0; s < numbers.length; s++) {
            for (int k = offsets[s]; k < offsets[s + 1]; k++) {
                drawn[k] = CounterRandom.below(seed, 1L + numbers[s], k - offsets[s], 1 << bits);
            }
            int[] sorted = Arrays.copyOfRange(drawn, offsets[s], offsets[s + 1]);
            Arrays.sort(sorted);
            answers[s] = sorted[1];
        }
        int[] values = Arrays.stream(drawn).distinct().sorted().toArray();
        int[] indices = Arrays.stream(drawn)
                .map(number -> Arrays.binarySearch(values, number))
                .toArray();
        return new Sets(offsets, indices, values, answers);
    }

    /** {@code [numbers.length · bits]}, most significant bit first. */
    float[] bitsOf(int[] numbers) {
        float[] all = new float[numbers.length * bits];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers[i / bits] >> (bits - 1 - i % bits) & 1;
        }
        return all;
    }
}
