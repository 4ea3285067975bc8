package dev.kith.gnn.train;

import dev.kith.graph.FoldSplits;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.graph.RandomSplit;
import dev.kith.graph.Split;
import dev.kith.graph.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Finds or draws splits by what a user writes: a name ({@code public}, {@code geom-3}), a family ({@code geom}),
 * {@code random} or {@code random:60/20/20}, {@code random:5} for five of them, {@code labels:20} for 20 training nodes a
 * class and 500 to choose by, {@code labels:20x10} for ten of these, {@code forwardgnn} for the five of {@link FoldSplits}, or nothing for the first published family.
 */
public final class SplitChoice {
    private static final String RANDOM = "random";
    private static final Pattern LABELS = Pattern.compile("labels:([1-9][0-9]{0,5})(?:x([1-9][0-9]{0,3}))?");
    /** Of the usual split with few labels (Yang et al. 2016). */
    private static final int VALIDATION = 500;

    private SplitChoice() {}

    /** One split to train with. */
    public static Split one(Graph graph, Target target, String wanted, long seed) {
        return all(graph, target, wanted, seed).getFirst();
    }

    /** All splits that are meant. */
    public static List<Split> all(Graph graph, Target target, String wanted, long seed) {
        if (wanted == null) {
            return graph.splits().isEmpty()
                    ? List.of(RandomSplit.stratified(target, 0.6, 0.2, seed))
                    : family(graph, families(graph).iterator().next());
        }
        if (wanted.equals(RANDOM) || wanted.startsWith(RANDOM + ":")) {
            return random(target, wanted, seed);
        }
        Matcher labels = LABELS.matcher(wanted);
        if (labels.matches()) {
            int perClass = Integer.parseInt(labels.group(1));
            int count = labels.group(2) == null ? 1 : Integer.parseInt(labels.group(2));
            return LongStream.range(seed, seed + count)
                    .mapToObj(one -> RandomSplit.perClass(target, perClass, VALIDATION, one))
                    .toList();
        }
        List<Split> family = family(graph, wanted);
        if (family.isEmpty() && wanted.equals(FoldSplits.FAMILY)) {
            return FoldSplits.of(graph.nodeCount());
        }
        if (family.isEmpty()) {
            Set<String> known = new LinkedHashSet<>(families(graph));
            known.addAll(graph.splits().keySet());
            known.add(RANDOM);
            known.add("labels:20");
            throw new KithException("The graph '" + graph.name() + "' has no split '" + wanted + "'"
                    + Nearest.hint(wanted, List.copyOf(known)));
        }
        return family;
    }

    private static List<Split> family(Graph graph, String name) {
        Split exact = graph.splits().get(name);
        if (exact != null) {
            return List.of(exact);
        }
        return graph.splits().values().stream()
                .filter(split -> familyOf(split).equals(name))
                .toList();
    }

    private static Set<String> families(Graph graph) {
        Set<String> families = new LinkedHashSet<>();
        graph.splits().values().forEach(split -> families.add(familyOf(split)));
        return families;
    }

    private static String familyOf(Split split) {
        return split.name().replaceFirst("-[0-9]+$", "");
    }

    private static List<Split> random(Target target, String wanted, long seed) {
        String rest = wanted.equals(RANDOM) ? "" : wanted.substring(RANDOM.length() + 1);
        double train = 0.6;
        double validation = 0.2;
        int count = 1;
        if (rest.matches("[0-9]{1,3}/[0-9]{1,3}/[0-9]{1,3}")) {
            String[] shares = rest.split("/", 3);
            double sum = Integer.parseInt(shares[0]) + Integer.parseInt(shares[1]) + Integer.parseInt(shares[2]);
            train = Integer.parseInt(shares[0]) / sum;
            validation = Integer.parseInt(shares[1]) / sum;
        } else if (rest.matches("[1-9][0-9]{0,3}")) {
            count = Integer.parseInt(rest);
        } else if (!rest.isEmpty()) {
            throw new KithException("The split '" + wanted
                    + "' cannot be drawn; write random, random:60/20/20, or random:10 for ten of them.");
        }
        List<Split> splits = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            splits.add(RandomSplit.stratified(target, train, validation, seed + k));
        }
        return splits;
    }
}
