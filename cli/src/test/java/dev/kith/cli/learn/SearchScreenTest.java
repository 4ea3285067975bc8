package dev.kith.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.search.trial.Trial;
import dev.kith.search.trial.TrialResult;
import dev.kith.search.trial.TrialSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchScreenTest {
    private static final String RECIPE =
            "gene-linear:16x256:mean:identity:leaky_relu/gene-linear:16x256:mean:identity:leaky_relu/gcn:1x8:sum:mlp:elu";

    private final StringWriter text = new StringWriter();
    private long now;

    private SearchScreen screen(int recorded, boolean terminal) {
        return new SearchScreen(9, recorded, new PrintWriter(text, true), terminal, () -> now);
    }

    private static Trial trial(int id, double score, TrialResult.Status status, String reason) {
        Map<String, Object> settings = Map.of("recipe", RECIPE);
        return new Trial(
                new TrialSpec(id, List.of(), "recipe", settings, 1, 1, List.of(), false, 0, 0, List.of(), List.of()),
                new TrialResult(status, score, 0, reason, 1, 1, 1, List.of()),
                1);
    }

    private void show(SearchScreen screen, int trials) {
        for (int t = 0; t < trials; t++) {
            Trial trial = trial(t, 0.1 * t, TrialResult.Status.DONE, "");
            screen.proposed(trial.spec());
            now += 2_000_000_000L;
            screen.applied(trial);
        }
    }

    /** The table goes up by as many lines as it has: none may be so long that a terminal breaks it. */
    @Test
    void theTableIsDrawnOverItself() {
        show(screen(0, true), 7);
        List<String> lines = text.toString().lines().toList();
        assertThat(lines).allSatisfy(line -> assertThat(line.replaceAll("\033\\[[0-9]*[A-Z]", ""))
                .hasSizeLessThanOrEqualTo(79));
        String last = text.toString().substring(text.toString().lastIndexOf('\033'));
        assertThat(last.lines()).hasSize(6);
        assertThat(text.toString()).contains("\033[6A\033[J7 of 9 trials, 0 at work, 0 failed; 14 s, about 4 s left");
        assertThat(last.lines().skip(1))
                .allMatch(line -> line.endsWith("…"))
                .first()
                .asString()
                .contains("0.6000");
    }

    @Test
    void elsewhereThereIsALineATrial() {
        SearchScreen screen = screen(2, false);
        show(screen, 3);
        screen.applied(trial(3, 0, TrialResult.Status.FAILED, "The loss is NaN."));
        assertThat(text.toString().lines()).hasSize(2);
        assertThat(text.toString())
                .contains("trial 3 of 9: 0.2000, best 0.2000; gene-linear")
                .contains("trial 4 of 9: failed (The loss is NaN.), best 0.2000");
    }
}
