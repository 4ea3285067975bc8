package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.HealthGate;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.graph.Features;
import dev.kith.graph.Graph;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.Split;
import dev.kith.graph.column.LongColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What a link predictor's training, or scoring with it, holds on a large graph, found by an epoch on small rings of the same
 * degree: once with few of everything, and once each with twice the nodes, the pairs of a step, those scored at a time and
 * the inner pairs.
 */
final class LinkTrial {
    private static final int NODES = 160;
    private static final int BATCH = 24;
    private static final int JUDGED = 12;
    /** Far fewer than a step completes, and unlike its pairs, lest one uses memory of the other. */
    private static final int CHUNK = 11;

    private static final String INNER = "completionChunk";

    private final ModelEntry entry;
    private final Settings settings;
    private final Shape shape;
    private final boolean sparse;
    private final int nodes;
    private final double degree;

    /** @param relationships of the graph, those that are no links included */
    LinkTrial(ModelEntry entry, Settings settings, Shape shape, Input input, Links links, int relationships) {
        this.entry = entry;
        this.settings = settings;
        this.shape = shape;
        this.sparse = input instanceof Input.Sparse;
        this.nodes = links.nodes();
        this.degree = (double) Math.max(links.count(), relationships) / nodes;
    }

    /**
     * @param pool bytes of the engine's pool at its peak
     * @param graph bytes of the arcs in all forms
     */
    record Held(long pool, long graph) {}

    /** The sizes of one epoch. */
    private record Sizes(int nodes, int batch, int judged, int chunk) {}

    /**
     * Of a training.
     *
     * @param judged pairs scored at a time after an epoch
     */
    Held held(int batch, int judged) {
        Sizes few = new Sizes(NODES, BATCH, JUDGED, CHUNK);
        return held(few, new Sizes(nodes, batch, judged, inner(2.0 * batch)), this::train);
    }

    /**
     * Of scoring with a trained model.
     *
     * @param judged pairs scored at a time
     */
    Held scoring(int judged) {
        Sizes few = new Sizes(NODES, BATCH, JUDGED, CHUNK);
        return held(few, new Sizes(nodes, BATCH, judged, inner(judged)), this::score);
    }

    /** Inner pairs completed at a time. A side of a set is, and it has no more members than its node has neighbours. */
    private int inner(double pairs) {
        if (!settings.asMap().containsKey(INNER)) {
            return CHUNK;
        }
        double all = pairs * 2.0 * degree;
        return (int) Math.ceil(all / Math.max(1.0, Math.ceil(all / settings.whole(INNER))));
    }

    private Held held(Sizes few, Sizes wanted, Trial trial) {
        Held once = run(few, trial);
        Held nodesTwice = run(new Sizes(2 * NODES, BATCH, JUDGED, CHUNK), trial);
        double pool = once.pool + slope(once, nodesTwice, NODES, wanted.nodes);
        if (wanted.batch != BATCH) {
            pool += slope(once, run(new Sizes(NODES, 2 * BATCH, JUDGED, CHUNK), trial), BATCH, wanted.batch);
        }
        pool += slope(once, run(new Sizes(NODES, BATCH, 2 * JUDGED, CHUNK), trial), JUDGED, wanted.judged);
        if (wanted.chunk != CHUNK) {
            pool += slope(once, run(new Sizes(NODES, BATCH, JUDGED, 2 * CHUNK), trial), CHUNK, wanted.chunk);
        }
        double graph = once.graph + (double) (nodesTwice.graph - once.graph) * ((double) nodes / NODES - 1.0);
        return new Held((long) Math.max(0.0, pool), (long) graph);
    }

    /** What is run on a ring. */
    private interface Trial {
        void run(Engine engine, LinkNetwork network, LinkData data, Settings settings);
    }

    private static double slope(Held once, Held twice, int unit, double wanted) {
        return (twice.pool - once.pool) * (wanted / unit - 1.0);
    }

    private Held run(Sizes sizes, Trial trial) {
        Map<String, Object> given = new LinkedHashMap<>(Map.of(
                "epochs", epochs(), "batchSize", sizes.batch, "scoreBatch", sizes.judged, "negatives", "uniform"));
        if (settings.asMap().containsKey(INNER)) {
            given.put(INNER, sizes.chunk);
        }
        Settings small = settings.with(given);
        Graph graph = ring(sizes.nodes, Math.max(4 * BATCH, (int) Math.round(degree * sizes.nodes)));
        Links links = Links.of(graph, "");
        Split split = split(links.count(), sizes);
        Input input = input(sizes.nodes);
        LinkNetwork network = (LinkNetwork) entry.builder().build(small, shape, new Initialiser(0));
        try (Engine engine = new Engine(1)) {
            MessageGraph seen = new MessageGraph(engine, graph, links, split.train());
            NegativeSampler sampler = new NegativeSampler(
                    links, NegativeSampler.Kind.UNIFORM, graph.nodes().labels());
            Pairs negatives = sampler.draw(sizes.judged, links.pairs(), 0, 0, false);
            LinkData data = new LinkData(links, split, input, seen, seen, sampler, negatives, negatives);
            trial.run(engine, network, data, small);
            try (MessageGraph.View view = seen.whole()) {
                return new Held(
                        engine.pool().peakBytes(), seen.bytes() + view.read().bytes());
            }
        } finally {
            network.parameters().forEach(Parameter::close);
            if (input instanceof Input.Dense dense) {
                dense.close();
            }
        }
    }

    /** Layers that are trained forward are judged after every other one. */
    private int epochs() {
        return settings.asMap().containsKey("training") && ForwardEncoder.wants(settings) ? 2 : 1;
    }

    private void train(Engine engine, LinkNetwork network, LinkData data, Settings small) {
        HealthGate gate = new HealthGate(engine, network, null);
        LinkTrainer.train(engine, network, data, small, gate, 0, TrainingListener.SILENT);
    }

    private void score(Engine engine, LinkNetwork network, LinkData data, Settings small) {
        try (MessageGraph.View view = data.seen().whole();
                LinkScorer scorer = new LinkScorer(engine, network, data.input(), view, small.whole("scoreBatch"))) {
            scorer.scores(data.validationNegatives());
        }
    }

    private static Split split(int links, Sizes sizes) {
        return new Split(
                "trial",
                IntStream.range(sizes.judged, links).toArray(),
                IntStream.range(0, sizes.judged).toArray(),
                new int[0]);
    }

    private Input input(int n) {
        return Input.of(
                sparse
                        ? new Features.Sparse(new int[n + 1], new int[0], new float[0], n, shape.in())
                        : new Features.Dense(new float[n * shape.in()], n, shape.in()));
    }

    /** Each node with the next ones. */
    private Graph ring(int n, int m) {
        int count = Math.min(m, n * ((n - 1) / 2));
        int[] source = new int[count];
        int[] target = new int[count];
        for (int e = 0; e < count; e++) {
            source[e] = e % n;
            target[e] = (e + 1 + e / n) % n;
        }
        NodeTable table = new NodeTable(
                new LongColumn(LongStream.range(0, n).toArray(), null),
                new NodeLabels(List.of(), new int[n + 1], new int[0]),
                Map.of());
        RelationshipTable relationships =
                new RelationshipTable(source, target, new short[count], List.of("ARC"), Map.of());
        return new Graph("ring", shape.directed(), table, relationships, null, List.of(), Map.of());
    }
}
