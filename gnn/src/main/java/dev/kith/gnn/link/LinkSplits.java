package dev.kith.gnn.link;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.graph.Split;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Splits of links by what a user writes: {@code random}, {@code random:70/10/20}, {@code random:5} or
 * {@code random:70/10/20x5} for five of them, {@code time:PROPERTY} or {@code time:PROPERTY:70/10/20} for the latest links
 * in the test, {@code given:PROPERTY} for a relationship property that says {@code train}, {@code validation} or
 * {@code test}; nothing is {@code random:70/10/20}. A split's rows are those of {@link Links}.
 */
public final class LinkSplits {
    private static final long STREAM = 0x11A5;
    private static final String RATIO = "([0-9]{1,3})/([0-9]{1,3})/([0-9]{1,3})";
    private static final Pattern RANDOM =
            Pattern.compile("random(?::" + RATIO + "(?:x([1-9][0-9]{0,3}))?|:([1-9][0-9]{0,3}))?");
    private static final Pattern TIME = Pattern.compile("time:(.+?)(?::" + RATIO + ")?");
    private static final Pattern GIVEN = Pattern.compile("given:(.+)");
    private static final Shares USUAL = new Shares(70, 10, 20);

    private LinkSplits() {}

    /** @param wanted as above, or null for the usual one */
    public static List<Split> all(Graph graph, Links links, String wanted, long seed) {
        String text = wanted == null ? "random" : wanted;
        Matcher random = RANDOM.matcher(text);
        if (random.matches()) {
            Shares shares = Shares.of(random, 1, text);
            String many = random.group(4) == null ? random.group(5) : random.group(4);
            int count = many == null ? 1 : Integer.parseInt(many);
            List<Split> splits = new ArrayList<>();
            for (long one = seed; one < seed + count; one++) {
                int[] order = IntStream.range(0, links.count()).toArray();
                CounterRandom.shuffle(order, one, STREAM);
                splits.add(cut("random-" + one, order, shares));
            }
            return splits;
        }
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            double[] times = times(graph, links, time.group(1));
            int[] order = IntStream.range(0, times.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(k -> times[k]))
                    .mapToInt(k -> k)
                    .toArray();
            return List.of(cut("time-" + time.group(1), order, Shares.of(time, 2, text)));
        }
        Matcher given = GIVEN.matcher(text);
        if (given.matches()) {
            return List.of(given(graph, links, given.group(1)));
        }
        throw new KithException("Links cannot be split by '" + text
                + "'; write random, random:70/10/20, random:10 for ten of them, time:PROPERTY or given:PROPERTY.");
    }

    /** Validation and test get their shares rounded down, the training the rest; the last ones are the test's. */
    private static Split cut(String name, int[] order, Shares shares) {
        long sum = shares.train + shares.validation + shares.test;
        int test = (int) (order.length * shares.test / sum);
        int validation = (int) (order.length * shares.validation / sum);
        int train = order.length - test - validation;
        if (train == 0) {
            throw new KithException("Of " + order.length + " links none is left to train on in the split '" + name
                    + "'; give the training a larger share.");
        }
        byte[] set = new byte[order.length];
        for (int k = 0; k < order.length; k++) {
            set[order[k]] = (byte) (k < train ? 1 : k < train + validation ? 2 : 3);
        }
        return Split.of(name, set);
    }

    private static double[] times(Graph graph, Links links, String property) {
        Column column = column(graph, property);
        double[] times = new double[links.count()];
        for (int k = 0; k < times.length; k++) {
            int row = links.relationship()[k];
            if (column.isNull(row) || !(column instanceof LongColumn || column instanceof DoubleColumn)) {
                throw new KithException("The split by the time '" + property
                        + "' needs a number on every relationship; " + between(graph, links, k) + " has "
                        + (column.isNull(row) ? "none." : "something else."));
            }
            times[k] = column instanceof LongColumn whole ? whole.values()[row] : ((DoubleColumn) column).values()[row];
        }
        return times;
    }

    private static Split given(Graph graph, Links links, String property) {
        Column column = column(graph, property);
        byte[] set = new byte[links.count()];
        for (int k = 0; k < set.length; k++) {
            int row = links.relationship()[k];
            String said = column instanceof TextColumn && !column.isNull(row) ? String.valueOf(column.value(row)) : "";
            set[k] = switch (said.toLowerCase(Locale.ROOT)) {
                case "train" -> 1;
                case "validation", "val", "valid" -> 2;
                case "test" -> 3;
                default ->
                    throw new KithException("The split in '" + property + "' needs train, validation or test on every"
                            + " relationship; " + between(graph, links, k) + " has '" + said + "'.");
            };
        }
        return Split.of("given-" + property, set);
    }

    private static Column column(Graph graph, String property) {
        Column column = graph.relationships().properties().get(property);
        if (column == null) {
            List<String> known = List.copyOf(graph.relationships().properties().keySet());
            throw new KithException(
                    "Relationships have no property '" + property + "' to split by" + Nearest.hint(property, known));
        }
        return column;
    }

    private static String between(Graph graph, Links links, int row) {
        Column ids = graph.nodes().ids();
        return "the one from node " + ids.value(links.pairs().source()[row]) + " to node "
                + ids.value(links.pairs().target()[row]);
    }

    private record Shares(long train, long validation, long test) {
        static Shares of(Matcher matcher, int first, String text) {
            if (matcher.group(first) == null) {
                return USUAL;
            }
            Shares shares = new Shares(
                    Long.parseLong(matcher.group(first)),
                    Long.parseLong(matcher.group(first + 1)),
                    Long.parseLong(matcher.group(first + 2)));
            if (shares.train == 0) {
                throw new KithException("The split '" + text + "' leaves nothing to train on.");
            }
            return shares;
        }
    }
}
