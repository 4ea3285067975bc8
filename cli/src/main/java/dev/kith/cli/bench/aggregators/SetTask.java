package dev.kith.cli.bench.aggregators;

import java.util.List;

/** Sets of numbers, of which one number is asked for. */
interface SetTask {
    /**
     * Some sets with their answers.
     *
     * @param offsets {@code [sets + 1]}
     * @param indices {@code [elements]}, positions in {@code values}
     * @param values numbers of all sets
     * @param asked the sets that have an answer
     * @param answers {@code [asked]}
     */
    record Sets(int[] offsets, int[] indices, int[] values, int[] asked, int[] answers) {}

    /** Of a number. */
    int bits();

    /** Examples in training. */
    int trained();

    /** Examples of a step. */
    int batch();

    Sets training(int[] numbers);

    /** What tests are about, as {@code size 32}, from what training has shown to what it never did. */
    List<String> tests();

    /** Which of the tests is looked at in training. */
    int watched();

    /** Sets that training has not seen. */
    Sets tested(int test);

    /** {@code [numbers.length · bits]}, most significant bit first. */
    default float[] bitsOf(int[] numbers) {
        float[] all = new float[numbers.length * bits()];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers[i / bits()] >> (bits() - 1 - i % bits()) & 1;
        }
        return all;
    }
}
