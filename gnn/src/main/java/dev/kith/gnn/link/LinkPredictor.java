package dev.kith.gnn.link;

import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.train.MemoryEstimate;
import dev.kith.gnn.train.Model;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A trained link predictor on a graph: all of its links are seen. Node vectors are computed once; what is held beside them
 * is bounded by the pairs of a batch, and for the best of many candidates by {@link #CANDIDATES_AT_A_TIME} of them.
 */
public final class LinkPredictor implements AutoCloseable {
    /** Candidates that are scored before the best are kept, unless one source alone has more. */
    private static final int CANDIDATES_AT_A_TIME = 1 << 20;

    /** Nearest vectors that are scored for each answer asked for, and at least. */
    private static final int NEAREST_OF_ANSWER = 4;

    private static final int LEAST_NEAREST = 100;

    private final Engine engine;
    private final String name;
    private final Input input;
    private final MessageGraph.View view;
    private final LinkNetwork network;
    private final int batch;
    private final Links links;
    private LinkScorer scorer;

    /** @throws KithException where the model is no link predictor, or the graph lacks what it reads */
    public LinkPredictor(Model model, Engine engine, Graph graph) {
        Settings settings = model.settings();
        this.engine = engine;
        this.name = model.entry().name();
        this.links = links(model, graph);
        this.input = Input.of(model.features().encode(graph));
        try {
            estimate(model, graph, links, input)
                    .refuseAbove(
                            settings.real("maxMemoryGiB"),
                            "prediction",
                            "Train the model with a larger maxMemoryGiB, or a smaller hidden.");
        } catch (RuntimeException e) {
            release(input);
            throw e;
        }
        int[] all = IntStream.range(0, links.count()).toArray();
        this.view = new MessageGraph(engine, graph, links, all).whole();
        this.network = (LinkNetwork) model.network();
        this.batch = settings.whole("scoreBatch");
        encode();
    }

    /**
     * The memory that a predictor and scoring with it take; what is asked for and what is answered are beside it.
     *
     * @throws KithException as the constructor
     */
    public static MemoryEstimate estimate(Model model, Graph graph) {
        Links links = links(model, graph);
        Input input = Input.of(model.features().encode(graph));
        try {
            return estimate(model, graph, links, input);
        } finally {
            release(input);
        }
    }

    private static MemoryEstimate estimate(Model model, Graph graph, Links links, Input input) {
        Shape shape = new Shape(
                input.columns(), 0, 0, model.directed(), model.features().places());
        int relationships = graph.relationships().count();
        return LinkMemory.scoring(model.entry(), model.settings(), shape, links, relationships, input);
    }

    private static Links links(Model model, Graph graph) {
        if (!model.task().equals(ModelRegistry.LINK_PREDICTION)) {
            throw new KithException("The model '" + model.entry().name() + "' is for the task " + model.task()
                    + ": it does not score links.");
        }
        Graph oriented = LinkPrediction.oriented(graph, model.settings());
        if (oriented.directed() != model.directed()) {
            throw new KithException("The model was trained on links " + (model.directed() ? "with" : "without")
                    + " a direction, and those of this graph are read " + (model.directed() ? "without" : "with")
                    + " one; train it on a graph like this one.");
        }
        return Links.of(oriented, model.settings().text("targetType"));
    }

    private static void release(Input input) {
        if (input instanceof Input.Dense dense) {
            dense.close();
        }
    }

    /** Computes the node vectors, anew where they were computed before. */
    public void encode() {
        if (scorer != null) {
            scorer.close();
        }
        scorer = new LinkScorer(engine, network, input, view, batch);
    }

    /** The links of the graph. */
    Links links() {
        return links;
    }

    /** The pairs' scores alone. */
    public float[] logits(Pairs pairs) {
        return scorer.scores(pairs);
    }

    /**
     * Answers in the order of what was asked; of one source the likeliest first, of equal ones the smaller node.
     *
     * @throws KithException where the model has no node vectors to look for near ones with
     */
    public LinkScores answer(LinkQuestion question) {
        return switch (question) {
            case LinkQuestion.Given given -> scores(given.pairs()).atLeast(given.threshold());
            case LinkQuestion.Likeliest likeliest -> likeliest(likeliest);
        };
    }

    private LinkScores scores(Pairs pairs) {
        return new LinkScores(pairs, scorer.scores(pairs), counts(pairs));
    }

    private int[] counts(Pairs pairs) {
        int[] counts = new int[pairs.count()];
        for (int from = 0; from < counts.length; from += batch) {
            int to = Math.min(counts.length, from + batch);
            SparsePattern common = NeighbourSets.common(engine.workers(), view.neighbours(), pairs.range(from, to));
            for (int p = from; p < to; p++) {
                counts[p] = common.degree(p - from);
            }
        }
        return counts;
    }

    private LinkScores likeliest(LinkQuestion.Likeliest question) {
        if (question.candidates() == CandidateKind.TWO_HOPS) {
            return best(question, new TwoHopCandidates(view.neighbours(), links.set(), question.sources()));
        }
        if (network.parameters().isEmpty()) {
            throw new KithException("The score '" + name + "' makes no node vectors, so there are no nearest ones; use"
                    + " candidates=twoHops.");
        }
        int count = Math.max(LEAST_NEAREST, NEAREST_OF_ANSWER * question.topK());
        try (NearestVectors nearest =
                NearestVectors.of(engine, scorer.vectors(), links.set(), question.sources(), count)) {
            return best(question, nearest);
        }
    }

    private LinkScores best(LinkQuestion.Likeliest question, Candidates candidates) {
        int[] sources = question.sources();
        PairSet given = new PairSet(links.directed(), sources.length);
        List<LinkScores> parts = new ArrayList<>();
        int next = 0;
        while (next < sources.length) {
            IntList from = new IntList();
            IntList to = new IntList();
            while (next < sources.length && from.size() < CANDIDATES_AT_A_TIME) {
                for (int node : candidates.of(next)) {
                    from.add(sources[next]);
                    to.add(node);
                }
                next++;
            }
            Pairs pairs = new Pairs(from.toArray(), to.toArray());
            float[] scores = scorer.scores(pairs);
            int[] rows = chosen(pairs, scores, question.topK(), question.threshold(), given);
            Pairs kept = pairs.rows(rows);
            float[] keptScores = new float[rows.length];
            for (int r = 0; r < rows.length; r++) {
                keptScores[r] = scores[rows[r]];
            }
            parts.add(new LinkScores(kept, keptScores, counts(kept)));
        }
        return LinkScores.joined(parts);
    }

    private static int[] chosen(Pairs pairs, float[] scores, int k, double threshold, PairSet given) {
        IntList chosen = new IntList();
        int from = 0;
        while (from < scores.length) {
            int to = from;
            while (to < scores.length && pairs.source()[to] == pairs.source()[from]) {
                to++;
            }
            int[] order = IntStream.range(from, to)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer row) -> -scores[row]))
                    .limit(k)
                    .mapToInt(row -> row)
                    .toArray();
            for (int row : order) {
                boolean likely = LinkScores.probability(scores[row]) >= threshold;
                if (likely && given.add(pairs.source()[row], pairs.target()[row])) {
                    chosen.add(row);
                }
            }
            from = to;
        }
        return chosen.toArray();
    }

    @Override
    public void close() {
        scorer.close();
        view.close();
        release(input);
    }

    /** Numbers that become an array. */
    private static final class IntList {
        private int[] values = new int[1024];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
