package dev.kith.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.search.space.ActionClass;
import dev.kith.search.space.NamedSpaces;
import dev.kith.search.space.Space;
import dev.kith.search.trial.Trial;
import dev.kith.search.trial.TrialResult;
import dev.kith.search.trial.TrialSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchReportTest {

    private static SearchReport report(double... scores) {
        List<Trial> trials = IntStream.range(0, scores.length)
                .mapToObj(t -> new Trial(
                        new TrialSpec(
                                t, List.of(), "recipe", Map.of(), t, 1, List.of(), false, 0.0, 0, List.of(), List.of()),
                        new TrialResult(TrialResult.Status.DONE, scores[t], 0.0, "", 20, 5, 100, List.of()),
                        10L * t))
                .toList();
        return new SearchReport(
                null, NamedSpaces.usual("node-classification", 2), new SearchResult(trials, "done", 9), null);
    }

    @Test
    void aSearchWhoseTrialsLearnNothingIsToldSo() {
        double[] scores = new double[12];
        Arrays.fill(scores, 0.5254);
        scores[3] = 0.61;
        assertThat(report(scores).notices())
                .singleElement()
                .asString()
                .contains("11 of 12 trials have the same score, 0.5254", "--trial-epochs");
    }

    private static Trial trial(int id, double score, Integer... choices) {
        return new Trial(
                new TrialSpec(
                        id, List.of(choices), "recipe", Map.of(), 1, 1, List.of(), false, 0.0, 0, List.of(), List.of()),
                new TrialResult(TrialResult.Status.DONE, score, 0.0, "", 20, 1500, 100, List.of()),
                10L * id);
    }

    /** A trial counts once for a value, in however many layers it chose that; what changes nothing does not count. */
    @Test
    void choicesAreRankedByTheirTrials() {
        Space two = new Space(
                "link-prediction",
                2,
                List.of(
                        new ActionClass("hidden", List.of(4, 8), true),
                        new ActionClass("activation", List.of("relu", "tanh"), true)),
                Map.of());
        // Layer by layer: hidden, activation.
        List<Trial> trials = List.of(trial(0, 0.9, 1, 0, 1, 1), trial(1, 0.5, 1, 1, 0, 0), trial(2, 0.1, 0, 0, 0, 0));
        List<ChoiceRanking.Ranked> ranked = ChoiceRanking.of(two, trials);
        assertThat(ranked)
                .extracting(one -> one.actionClass() + " " + one.value() + " " + one.count())
                .containsExactly("hidden 8 2", "hidden 4 2", "activation relu 2", "activation tanh 1");
        assertThat(ranked.get(0).score().mean()).isCloseTo(0.7, within(1e-12));
        assertThat(ranked.get(0).score().deviation()).isCloseTo(Math.sqrt(0.08), within(1e-12));
        assertThat(ranked.get(1).score().mean()).isCloseTo(0.3, within(1e-12));
        assertThat(ranked.get(3).score().deviation()).isZero();
        SearchResult result = new SearchResult(trials, "done", 9);
        assertThat(result.bestSoFar()).containsExactly(0.9, 0.9, 0.9);
        assertThat(result.best()).extracting(one -> one.spec().id()).containsExactly(0, 1, 2);
    }

    @Test
    void otherwiseThereIsNothingToSay() {
        assertThat(report(IntStream.range(0, 12)
                                .mapToDouble(t -> 0.5 + 0.01 * (t % 6))
                                .toArray())
                        .notices())
                .isEmpty();
        assertThat(report(0.5, 0.5, 0.5).notices()).isEmpty();
    }
}
