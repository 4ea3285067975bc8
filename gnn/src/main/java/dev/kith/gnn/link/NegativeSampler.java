package dev.kith.gnn.link;

import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws pairs that are not linked: never one of the links, whichever set they are in, never a node with itself, and none
 * twice.
 */
final class NegativeSampler {
    /** How ends are chosen. */
    enum Kind {
        /** Both uniformly. */
        UNIFORM,
        /** Both in proportion to their number of links: those of random links. */
        DEGREE,
        /** Uniformly among the nodes with the labels of a positive pair's ends. */
        SAME_TYPE,
        /** A positive pair's source, and a uniform target. */
        SAME_SOURCE;

        static final List<String> KEYS = List.of("uniform", "degree", "sameType", "sameSource");

        static Kind of(String key) {
            return values()[KEYS.indexOf(key)];
        }
    }

    /** Draws for one pair before it is given up; a graph without that many free places is nearly complete. */
    private static final int MOST_DRAWS = 200;

    private final Links links;
    private final Kind kind;
    private final PairSet taken;
    private int[] groupOf;
    private int[][] groups;

    /** @param labels labels of the nodes, by which {@link Kind#SAME_TYPE} tells types apart */
    NegativeSampler(Links links, Kind kind, NodeLabels labels) {
        this.links = links;
        this.kind = kind;
        this.taken = links.set();
        if (kind == Kind.SAME_TYPE) {
            group(labels);
        }
    }

    private void group(NodeLabels labels) {
        Map<String, Integer> numbers = new HashMap<>();
        groupOf = new int[links.nodes()];
        for (int i = 0; i < groupOf.length; i++) {
            int[] codes = Arrays.copyOfRange(labels.codes(), labels.offsets()[i], labels.offsets()[i + 1]);
            Arrays.sort(codes);
            groupOf[i] = numbers.computeIfAbsent(Arrays.toString(codes), key -> numbers.size());
        }
        int[] sizes = new int[numbers.size()];
        for (int group : groupOf) {
            sizes[group]++;
        }
        groups = new int[sizes.length][];
        Arrays.setAll(groups, g -> new int[sizes[g]]);
        for (int i = groupOf.length - 1; i >= 0; i--) {
            groups[groupOf[i]][--sizes[groupOf[i]]] = i;
        }
    }

    /**
     * Pairs for some positive ones.
     *
     * @param count how many; the i-th is made for positive i modulo their number
     * @param positives what {@link Kind#SAME_TYPE} and {@link Kind#SAME_SOURCE} are made after
     * @param keep whether later draws avoid these too
     * @return fewer than {@code count} where a pair found no free place
     * @throws KithException where no pair did
     */
    Pairs draw(int count, Pairs positives, long seed, long stream, boolean keep) {
        int[] source = new int[count];
        int[] target = new int[count];
        PairSet drawn = keep ? taken : new PairSet(links.directed(), count);
        int found = 0;
        for (int p = 0; p < count; p++) {
            for (int draw = 0; draw < MOST_DRAWS; draw++) {
                long index = (long) p * MOST_DRAWS + draw;
                int i = source(positives, p, seed, stream, index);
                int j = target(positives, p, seed, stream, index);
                if (i != j && (keep || !taken.contains(i, j)) && drawn.add(i, j)) {
                    source[found] = i;
                    target[found++] = j;
                    break;
                }
            }
        }
        if (found == 0 && count > 0) {
            throw new KithException("No pair of nodes without a link was found to learn from (negatives="
                    + kind.name().toLowerCase(Locale.ROOT) + "); the graph is nearly complete.");
        }
        return new Pairs(Arrays.copyOf(source, found), Arrays.copyOf(target, found));
    }

    private int source(Pairs positives, int p, long seed, long stream, long index) {
        return switch (kind) {
            case UNIFORM -> CounterRandom.below(seed, stream, 2 * index, links.nodes());
            case DEGREE ->
                end(CounterRandom.bits(seed, stream, 2 * index), links.pairs().source());
            case SAME_TYPE -> like(positives.source()[p % positives.count()], seed, stream, 2 * index);
            case SAME_SOURCE -> positives.source()[p % positives.count()];
        };
    }

    private int target(Pairs positives, int p, long seed, long stream, long index) {
        return switch (kind) {
            case UNIFORM, SAME_SOURCE -> CounterRandom.below(seed, stream, 2 * index + 1, links.nodes());
            case DEGREE ->
                end(
                        CounterRandom.bits(seed, stream, 2 * index + 1),
                        links.pairs().target());
            case SAME_TYPE -> like(positives.target()[p % positives.count()], seed, stream, 2 * index + 1);
        };
    }

    /** An end of a random link: where links have no direction, either of the two. */
    private int end(long bits, int[] directedEnds) {
        int row = (int) ((bits >>> 2) % links.count());
        if (links.directed()) {
            return directedEnds[row];
        }
        return ((bits & 1) == 0 ? links.pairs().source() : links.pairs().target())[row];
    }

    private int like(int node, long seed, long stream, long index) {
        int[] group = groups[groupOf[node]];
        return group[CounterRandom.below(seed, stream, index, group.length)];
    }
}
