package dev.kith.search;

import static org.assertj.core.api.Assertions.assertThat;

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
        return new SearchReport(null, Space.usual("node-classification", 2), new SearchResult(trials, "done", 9), null);
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
