package dev.kith.search;

import dev.kith.search.space.Architecture;
import dev.kith.search.space.Space;
import dev.kith.search.trial.Trial;
import dev.kith.search.trial.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What there is to tell at the end of a search: the best, every choice's rank, the curve, and what it cost. */
public final class SearchReport {
    private static final int BEST_LISTED = 10;
    /** Scored trials below which it says little that many are alike. */
    private static final int FEW = 10;

    private final SearchHeader header;
    private final Space space;
    private final SearchResult result;
    private final Finals.Result finals;

    /** @param finals or null where there were none */
    public SearchReport(SearchHeader header, Space space, SearchResult result, Finals.Result finals) {
        this.header = header;
        this.space = space;
        this.result = result;
        this.finals = finals;
    }

    /** {@code best{recipe, validation, test}, trials, seconds}, and more beside it. */
    public Map<String, Object> figures() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("task", header.task());
        json.put("dataset", header.graph());
        json.put("split", header.split());
        json.put("strategy", header.options().strategy());
        json.put("seed", header.options().seed());
        json.put("sharing", header.options().sharing());
        json.put("parallel", header.options().parallel());
        json.put("best", best());
        json.put("trials", result.trials().size());
        json.put("failed", count(TrialResult.Status.FAILED));
        json.put("rejected", count(TrialResult.Status.REJECTED));
        json.put("killed", count(TrialResult.Status.KILLED));
        json.put("end", result.end());
        json.put("notices", notices());
        json.put("seconds", result.millis() / 1000.0);
        json.put(
                "secondsPerTrial",
                trainedSeconds() / Math.max(1, result.trials().size()));
        json.put("bestSoFar", result.bestSoFar());
        if (finals != null) {
            json.put(
                    "finalists", finals.finalists().stream().map(this::finalist).toList());
        }
        List<Object> ranking = new ArrayList<>();
        for (ChoiceRanking.Ranked one : ChoiceRanking.of(space, result.trials())) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("class", one.actionClass());
            row.put("value", one.value());
            row.put("trials", one.count());
            row.put("mean", one.score().mean());
            row.put("std", one.score().deviation());
            ranking.add(row);
        }
        json.put("choices", ranking);
        return json;
    }

    /** What whoever reads the figures should know, in sentences. */
    public List<String> notices() {
        List<String> notices = new ArrayList<>();
        alike().ifPresent(notices::add);
        List<FinalRun> failed = finals == null ? List.of() : finals.failed();
        if (!failed.isEmpty()) {
            notices.add(
                    failed.size() + " trainings of the best came to nothing; they count as 0 on the validation data and"
                            + " not at all on the test data. The first, of trial "
                            + failed.getFirst().trial() + ": "
                            + failed.getFirst().failure());
        }
        return notices;
    }

    private Optional<String> alike() {
        int scored = result.best().size();
        List<Trial> alike = result.mostAlike();
        if (scored < FEW || 2 * alike.size() <= scored) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%d of %d trials have the same score, %.4f. If that is what one answer for all gets, they learned nothing:"
                        + " --trial-epochs trains them longer.",
                alike.size(),
                scored,
                alike.getFirst().result().score()));
    }

    private long count(TrialResult.Status status) {
        return result.trials().stream()
                .filter(trial -> trial.result().status() == status)
                .count();
    }

    /** Of all trials together. */
    private double trainedSeconds() {
        return result.trials().stream()
                        .mapToLong(trial -> trial.result().millis())
                        .sum()
                / 1000.0;
    }

    private Map<String, Object> best() {
        Map<String, Object> best = new LinkedHashMap<>();
        if (finals != null) {
            best.putAll(finalist(finals.finalists().getFirst()));
            best.put("test", finals.test());
        } else if (!result.best().isEmpty()) {
            Trial trial = result.best().getFirst();
            best.putAll(recipe(trial));
            best.put(
                    "validation",
                    new Summary(
                            trial.result().score(),
                            trial.result().deviation(),
                            header.options().repeats()));
        }
        return best;
    }

    private Map<String, Object> finalist(Finals.Finalist finalist) {
        Map<String, Object> json = recipe(finalist.trial());
        json.put("validation", finalist.validation());
        return json;
    }

    private Map<String, Object> recipe(Trial trial) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("trial", trial.spec().id());
        json.put("model", trial.spec().model());
        json.put("recipe", trial.spec().settings());
        json.put("choices", space.words(new Architecture(trial.spec().choices())));
        json.put("parameters", trial.result().parameters());
        json.put("trialScore", trial.result().score());
        return json;
    }

    /** The curve of the best score. */
    public String svg() {
        double[] scores = result.trials().stream()
                .mapToDouble(trial -> trial.result().score())
                .toArray();
        return CurveDrawing.svg(
                header.options().strategy() + " on " + header.graph() + ": best validation score so far",
                scores,
                result.bestSoFar());
    }

    /** For people. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        line(text, "# Search: %s on %s", header.options().strategy(), header.graph());
        line(text, "");
        line(
                text,
                "%s, split %s, seed %d: %d trials (%d failed, %d rejected, %d killed) in %.0f s, %.2f s of training a"
                        + " trial; it ended because of: %s.",
                header.task(),
                header.split(),
                header.options().seed(),
                result.trials().size(),
                count(TrialResult.Status.FAILED),
                count(TrialResult.Status.REJECTED),
                count(TrialResult.Status.KILLED),
                result.millis() / 1000.0,
                trainedSeconds() / Math.max(1, result.trials().size()),
                result.end());
        line(text, "");
        for (String notice : notices()) {
            line(text, "**%s**", notice);
            line(text, "");
        }
        line(text, "![best so far](best-so-far.svg)");
        line(text, "");
        if (finals != null) {
            line(text, "## The best, trained again from scratch");
            line(text, "");
            line(text, "| trial | validation | recipe |");
            line(text, "|---|---|---|");
            for (Finals.Finalist finalist : finals.finalists()) {
                line(
                        text,
                        "| %d | %s | `%s` %s |",
                        finalist.trial().spec().id(),
                        words(finalist.validation()),
                        finalist.trial().spec().model(),
                        finalist.trial().spec().settings());
            }
            line(text, "");
            finals.test()
                    .forEach((metric, summary) -> line(
                            text,
                            "Test %s of the first, %d fresh trainings: **%s**.",
                            metric,
                            summary.runs(),
                            words(summary)));
            line(text, "");
        }
        line(text, "## The best trials");
        line(text, "");
        line(text, "| trial | score | parameters | recipe |");
        line(text, "|---|---|---|---|");
        result.best().stream()
                .limit(BEST_LISTED)
                .forEach(trial -> line(
                        text,
                        "| %d | %.4f | %,d | `%s` %s |",
                        trial.spec().id(),
                        trial.result().score(),
                        trial.result().parameters(),
                        trial.spec().model(),
                        trial.spec().settings()));
        line(text, "");
        line(text, "## Choices");
        line(text, "");
        line(
                text,
                "The mean score of the trials that made a choice; a strategy that prefers some sees them in good company.");
        line(text, "");
        line(text, "| class | value | trials | score |");
        line(text, "|---|---|---|---|");
        ChoiceRanking.of(space, result.trials())
                .forEach(one -> line(
                        text,
                        "| %s | %s | %d | %s |",
                        one.actionClass(),
                        one.value(),
                        one.count(),
                        words(one.score())));
        return text.toString();
    }

    private static String words(Summary summary) {
        return String.format(Locale.ROOT, "%.4f ± %.4f", summary.mean(), summary.deviation());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
