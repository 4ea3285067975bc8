package dev.kith.gnn.model.amud;

import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Workers;
import dev.kith.graph.Adjacency;
import dev.kith.graph.Csr;
import dev.kith.graph.Graph;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Analyses a graph: what each pattern says about the classes, a score, and the advice that follows from it. */
public final class Amud {
    private static final long SAMPLE = 0xA4D;
    private static final long HALVES = 0xA4E;
    /** Steps of all walks together that take some seconds. */
    private static final double MOST_STEPS = 1e9;

    private static final int LEAST_SAMPLE = 1000;
    private static final int HALVINGS = 20;

    private final Graph graph;
    private final int classCount;
    private final int[] labelled;
    private final int[] classes;
    private final Settings settings;
    private final long seed;
    private final Workers workers;

    private Amud(Graph graph, int[] codes, int classCount, int[] known, Settings settings, long seed, Workers workers) {
        this.graph = graph;
        this.classCount = classCount;
        this.labelled =
                Arrays.stream(known).filter(node -> codes[node] >= 0).sorted().toArray();
        this.classes = Arrays.stream(labelled).map(node -> codes[node]).toArray();
        this.settings = settings;
        this.seed = seed;
        this.workers = workers;
    }

    /**
     * @param codes class of each node, -1 unknown
     * @param known nodes whose class may be looked at: those of the training set, unless nothing is decided by the result
     * @param settings of {@link AmudOptions}
     */
    public static AmudReport analyse(
            Graph graph, int[] codes, int classCount, int[] known, Settings settings, long seed, Workers workers) {
        return new Amud(graph, codes, classCount, known, settings, seed, workers).report();
    }

    private AmudReport report() {
        Adjacency arcs = (graph.directed() ? Adjacency.natural() : Adjacency.undirected())
                .withDropSelfLoops(true)
                .withMergeDuplicates(true);
        Csr along = graph.adjacency(arcs);
        Csr against = along.transpose();
        double reciprocity = reciprocity(along, against);
        LabelledPairs pairs = LabelledPairs.of(classes, classCount, node -> 1);
        ScoreFormula formula = ScoreFormula.valueOf(settings.choice("formula"));
        if (!pairs.tell()) {
            return new AmudReport(
                    Double.NaN,
                    AmudReport.Advice.UNDIRECTED,
                    0.0,
                    formula,
                    List.of(),
                    labelled.length,
                    0,
                    0.0,
                    reciprocity,
                    "NO_LABEL_SIGNAL: the known classes are all equal or all different, so they say nothing about"
                            + " direction.");
        }
        Replicas replicas = Replicas.draw(labelled.length, settings.whole("replicas"), seed, workers);
        PairCounter counter = new PairCounter(along, against, labelled, classes, replicas, workers);
        List<DirectedPattern> distinct = distinct(reciprocity == 1.0);
        int[] counted = sample(counter, distinct);
        Map<DirectedPattern, PairCounter.Counts> counts = new EnumMap<>(DirectedPattern.class);
        distinct.forEach(pattern -> counts.put(pattern, counter.count(pattern, counted)));
        return summarise(new PatternTables(counts, classes, classCount, counted.length), replicas, reciprocity);
    }

    private static double reciprocity(Csr along, Csr against) {
        long mutual = 0;
        for (int u = 0; u < along.rows(); u++) {
            int l = against.offsets()[u];
            for (int k = along.offsets()[u]; k < along.offsets()[u + 1]; k++) {
                while (l < against.offsets()[u + 1] && against.indices()[l] < along.indices()[k]) {
                    l++;
                }
                mutual += l < against.offsets()[u + 1] && against.indices()[l] == along.indices()[k] ? 1 : 0;
            }
        }
        return along.arcs() == 0 ? 1.0 : (double) mutual / along.arcs();
    }

    /** Patterns with figures of their own. */
    private static List<DirectedPattern> distinct(boolean symmetric) {
        return symmetric
                ? List.of(DirectedPattern.FORWARD, DirectedPattern.TWICE_FORWARD)
                : List.of(
                        DirectedPattern.FORWARD,
                        DirectedPattern.TWICE_FORWARD,
                        DirectedPattern.COMMON_TARGET,
                        DirectedPattern.COMMON_SOURCE);
    }

    /** Positions in the labelled nodes, ascending. */
    private int[] sample(PairCounter counter, List<DirectedPattern> patterns) {
        int[] all = IntStream.range(0, labelled.length).toArray();
        int size = settings.whole("sampleNodes");
        if (size == 0) {
            double work =
                    patterns.stream().mapToDouble(p -> counter.work(p, all)).sum();
            size = work <= MOST_STEPS ? all.length : Math.max(LEAST_SAMPLE, (int) (all.length * (MOST_STEPS / work)));
        }
        if (size >= all.length) {
            return all;
        }
        CounterRandom.shuffle(all, seed, SAMPLE);
        int[] some = Arrays.copyOf(all, size);
        Arrays.sort(some);
        return some;
    }

    private AmudReport summarise(PatternTables tables, Replicas replicas, double reciprocity) {
        ScoreFormula formula = ScoreFormula.valueOf(settings.choice("formula"));
        double threshold = settings.real("threshold");
        Map<DirectedPattern, PatternStatistics> statistics = tables.all();
        double score = score(statistics);
        int above = 0;
        for (int r = 0; r < replicas.count(); r++) {
            above += score(tables.replica(r, replicas)) > threshold ? 1 : 0;
        }
        boolean directed = score > threshold;
        List<PatternStatistics> shown = new ArrayList<>();
        for (DirectedPattern pattern : distinct(false)) {
            if (statistics.containsKey(pattern)) {
                shown.add(statistics.get(pattern));
            }
        }
        String reason = reciprocity == 1.0
                ? "The graph is symmetric: there is no direction to keep."
                : "The patterns of two steps " + (directed ? "differ" : "hardly differ")
                        + " in how their pairs agree in class.";
        return new AmudReport(
                score,
                directed ? AmudReport.Advice.DIRECTED : AmudReport.Advice.UNDIRECTED,
                (double) above / replicas.count(),
                formula,
                shown,
                labelled.length,
                tables.sampled(),
                standardError(tables),
                reciprocity,
                reason);
    }

    private double score(Map<DirectedPattern, PatternStatistics> statistics) {
        return ScoreFormula.valueOf(settings.choice("formula")).of(statistics, settings.real("leastKappa"));
    }

    /**
     * By repeated halves: two scores from disjoint halves of the sampled nodes differ by twice the standard error of the
     * score from both, in the square mean; less what is known because nodes are drawn without replacement.
     */
    private double standardError(PatternTables tables) {
        if (tables.sampled() == labelled.length || tables.sampled() < 2) {
            return 0.0;
        }
        double squares = 0.0;
        for (int h = 0; h < HALVINGS; h++) {
            int[] order = IntStream.range(0, tables.sampled()).toArray();
            CounterRandom.shuffle(order, seed, HALVES + h);
            double one = score(tables.rows(Arrays.copyOf(order, order.length / 2)));
            double other = score(tables.rows(Arrays.copyOfRange(order, order.length / 2, order.length)));
            squares += (one - other) * (one - other) / 4.0;
        }
        double unseen = 1.0 - (double) tables.sampled() / labelled.length;
        return Math.sqrt(squares / HALVINGS * unseen);
    }
}
