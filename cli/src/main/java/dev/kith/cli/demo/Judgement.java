package dev.kith.cli.demo;

import dev.kith.gnn.train.Predictions;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import dev.kith.graph.Target;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** A prediction for a node of the test, that a person can judge. */
public record Judgement(String lemma, String gloss, String truth, String predicted, double confidence) {
    private static final long SEED = 2;
    private static final long STREAM = 0xDE30;
    private static final int DRAWN = 4;
    private static final int LONGEST_GLOSS = 90;

    /** Whether truth and prediction agree. */
    public boolean isRight() {
        return truth.equals(predicted);
    }

    /** Four test nodes drawn at random, and one that was missed: what is wrong says as much as what is right. */
    static List<Judgement> draw(Graph graph, Target target, Split split, Predictions predictions) {
        int[] test = split.test().clone();
        CounterRandom.shuffle(test, SEED, STREAM);
        TextColumn gloss = (TextColumn) graph.nodes().properties().get("gloss");
        IntPredicate isShort = node -> gloss.values()[node].length() <= LONGEST_GLOSS;
        List<Integer> nodes = new ArrayList<>(
                Arrays.stream(test).filter(isShort).limit(DRAWN).boxed().toList());
        Arrays.stream(test)
                .filter(isShort.and(node -> predictions.codes()[node] != target.codes()[node])
                        .and(node -> !nodes.contains(node)))
                .findFirst()
                .ifPresent(nodes::add);
        return nodes.stream().map(node -> of(graph, target, predictions, node)).toList();
    }

    private static Judgement of(Graph graph, Target target, Predictions predictions, int node) {
        return new Judgement(
                String.valueOf(graph.nodes().properties().get("lemma").value(node)),
                String.valueOf(graph.nodes().properties().get("gloss").value(node)),
                String.valueOf(target.classes().get(target.codes()[node])),
                String.valueOf(predictions.value(node)),
                predictions.confidence()[node]);
    }
}
