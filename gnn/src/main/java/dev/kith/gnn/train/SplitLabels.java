package dev.kith.gnn.train;

import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import dev.kith.graph.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A split against what is known of its nodes: those without a class can be neither trained on nor scored. */
final class SplitLabels {
    private SplitLabels() {}

    /**
     * The split without nodes that have no class.
     *
     * @throws KithException where no training node is left, or those left are all of one class
     */
    static Split only(Split split, Target target) {
        int[] train = withClass(split.train(), target);
        if (train.length == 0) {
            throw new KithException("The split '" + split.name() + "' has no training node with a value of '"
                    + target.property() + "'; choose another split or label some nodes.");
        }
        int first = target.codes()[train[0]];
        if (Arrays.stream(train).allMatch(node -> target.codes()[node] == first)) {
            throw new KithException("All training nodes of the split '" + split.name() + "' have the same '"
                    + target.property() + "', " + target.classes().get(first)
                    + "; choose a split with training nodes of at least two classes.");
        }
        return new Split(split.name(), train, withClass(split.validation(), target), withClass(split.test(), target));
    }

    private static int[] withClass(int[] nodes, Target target) {
        return Arrays.stream(nodes).filter(node -> target.codes()[node] >= 0).toArray();
    }

    /** Classes that none of the nodes has. */
    static List<Object> missing(int[] nodes, Target target) {
        boolean[] seen = new boolean[target.classCount()];
        for (int node : nodes) {
            seen[target.codes()[node]] = true;
        }
        List<Object> missing = new ArrayList<>();
        for (int c = 0; c < seen.length; c++) {
            if (!seen[c]) {
                missing.add(target.classes().get(c));
            }
        }
        return missing;
    }
}
