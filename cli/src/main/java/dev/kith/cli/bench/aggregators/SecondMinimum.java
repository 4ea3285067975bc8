package dev.kith.cli.bench.aggregators;

import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Multisets of 2 to 16 random numbers, of which the second smallest is asked for, duplicates counted; tests have more. Each
 * set is a function of (seed, number).
 *
 * @param bits of a number, 1 to 16; numbers are uniform
 */
record SecondMinimum(int bits, long seed) implements SetTask {
    private static final int LEAST = 2;
    private static final int MOST = 16;
    private static final int TESTED = 1 << 10;
    private static final int[] SIZES = {16, 32, 64, 128};

    @Override
    public int trained() {
        return 1 << 16;
    }

    @Override
    public int batch() {
        return 128;
    }

    @Override
    public Sets training(int[] numbers) {
        return sets(numbers, LEAST, MOST);
    }

    @Override
    public List<String> tests() {
        return Arrays.stream(SIZES).mapToObj(size -> "size " + size).toList();
    }

    @Override
    public int watched() {
        return 1;
    }

    @Override
    public Sets tested(int test) {
        int size = SIZES[test];
        return new SecondMinimum(bits, ~(seed + size))
                .sets(IntStream.range(0, TESTED).toArray(), size, size);
    }

    private Sets sets(int[] numbers, int least, int most) {
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
        return new Sets(
                offsets, indices, values, IntStream.range(0, numbers.length).toArray(), answers);
    }
}
