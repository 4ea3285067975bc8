package dev.kith.graph;

import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Draws splits of labelled nodes. */
public final class RandomSplit {
    private static final long STREAM = 0x5917;

    private RandomSplit() {}

    /**
     * A split in which each class is shared out by the same ratios; nodes without a class are in no set.
     *
     * @param train share of the nodes, in (0, 1)
     * @param validation share of the nodes; the rest is for the test
     */
    public static Split stratified(Target target, double train, double validation, long seed) {
        if (!(train > 0.0 && validation >= 0.0 && train + validation <= 1.0)) {
            throw new KithException("A split of " + train + " for training and " + validation
                    + " for validation is none; both are shares and leave the rest for the test.");
        }
        byte[] set = new byte[target.codes().length];
        int[][] membersOf = membersOf(target);
        for (int c = 0; c < membersOf.length; c++) {
            int[] members = membersOf[c];
            CounterRandom.shuffle(members, seed, STREAM + c);
            int trained = (int) Math.round(train * members.length);
            int chosenBy = Math.min(members.length, trained + (int) Math.round(validation * members.length));
            for (int m = 0; m < members.length; m++) {
                set[members[m]] = (byte) (m < trained ? 1 : m < chosenBy ? 2 : 3);
            }
        }
        return Split.of("random-" + seed, set);
    }

    /**
     * A split with as many training nodes of every class, {@code validation} of the other labelled nodes to choose by, and
     * the rest for the test: the semi-supervised split of Planetoid, drawn at random (Shchur et al. 2018).
     *
     * @throws KithException where a class has too few labelled nodes, or nothing would be left for the test
     */
    public static Split perClass(Target target, int train, int validation, long seed) {
        byte[] set = new byte[target.codes().length];
        int[][] membersOf = membersOf(target);
        for (int c = 0; c < membersOf.length; c++) {
            int[] members = membersOf[c];
            if (members.length <= train) {
                throw new KithException("The class " + target.classes().get(c) + " has " + members.length
                        + " labelled nodes, not more than the " + train
                        + " of every class that are to be trained on; draw fewer.");
            }
            CounterRandom.shuffle(members, seed, STREAM + c);
            for (int m = 0; m < train; m++) {
                set[members[m]] = 1;
            }
        }
        int[] others = IntStream.range(0, set.length)
                .filter(i -> target.codes()[i] >= 0 && set[i] == 0)
                .toArray();
        if (others.length <= validation) {
            throw new KithException("Beside the training nodes there are " + others.length
                    + " labelled nodes, not more than the " + validation
                    + " to choose by; none would be left for the test. Draw random:60/20/20 instead.");
        }
        CounterRandom.shuffle(others, seed, STREAM + target.classCount());
        for (int o = 0; o < others.length; o++) {
            set[others[o]] = (byte) (o < validation ? 2 : 3);
        }
        return Split.of("labels" + train + "-" + seed, set);
    }

    /** The nodes of each class, ascending. */
    private static int[][] membersOf(Target target) {
        int[] sizes = new int[target.classCount()];
        for (int code : target.codes()) {
            if (code >= 0) {
                sizes[code]++;
            }
        }
        int[][] membersOf = new int[sizes.length][];
        Arrays.setAll(membersOf, c -> new int[sizes[c]]);
        for (int i = target.codes().length - 1; i >= 0; i--) {
            int code = target.codes()[i];
            if (code >= 0) {
                membersOf[code][--sizes[code]] = i;
            }
        }
        return membersOf;
    }
}
