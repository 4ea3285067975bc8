package dev.kith.gnn.model.amud;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Statistics of the patterns that occur, from counts: of all counted nodes, of some of them, or of a replica.
 *
 * @param counts of the patterns with figures of their own: a transposed pattern has those of the other, and on a symmetric
 *     graph all of one order are the same
 * @param classes class of each labelled node
 * @param sampled nodes that were counted from
 */
record PatternTables(Map<DirectedPattern, PairCounter.Counts> counts, int[] classes, int classCount, int sampled) {

    /** From what is counted once. */
    Map<DirectedPattern, PatternStatistics> all() {
        return rows(IntStream.range(0, sampled).toArray());
    }

    /** @param rows some of the counted nodes, for which the others are left out */
    Map<DirectedPattern, PatternStatistics> rows(int[] rows) {
        double scale = (double) classes.length / rows.length;
        return statistics(
                LabelledPairs.of(classes, classCount, node -> 1),
                c -> scale
                        * Arrays.stream(rows)
                                .mapToLong(row -> c.connected()[row])
                                .sum(),
                c -> scale * Arrays.stream(rows).mapToLong(row -> c.both()[row]).sum());
    }

    Map<DirectedPattern, PatternStatistics> replica(int r, Replicas replicas) {
        LabelledPairs drawn = LabelledPairs.of(classes, classCount, node -> replicas.times()[node][r]);
        double scale = (double) classes.length / sampled;
        return statistics(drawn, c -> scale * c.replicaConnected()[r], c -> scale * c.replicaBoth()[r]);
    }

    private Map<DirectedPattern, PatternStatistics> statistics(LabelledPairs pairs, Sum connected, Sum both) {
        Map<DirectedPattern, PatternStatistics> statistics = new EnumMap<>(DirectedPattern.class);
        for (DirectedPattern pattern : DirectedPattern.values()) {
            PairCounter.Counts c = counts.get(counted(pattern));
            double m = connected.of(c);
            if (m > 0.0 && pairs.tell()) {
                statistics.put(
                        pattern, PatternStatistics.of(pattern.word(), pairs.all(), pairs.equal(), m, both.of(c)));
            }
        }
        return statistics;
    }

    private DirectedPattern counted(DirectedPattern pattern) {
        if (counts.containsKey(pattern)) {
            return pattern;
        }
        return pattern.order() == 1 ? DirectedPattern.FORWARD : DirectedPattern.TWICE_FORWARD;
    }

    private interface Sum {
        double of(PairCounter.Counts counts);
    }
}
