package dev.kith.cli.learn;

import dev.kith.cli.task.Task;
import dev.kith.gnn.link.LinkPrediction;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.recipe.Recipe;
import dev.kith.gnn.train.KithVersion;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.graph.Split;
import dev.kith.search.SearchHeader;
import dev.kith.search.SearchOptions;
import dev.kith.search.space.Space;
import dev.kith.search.space.SpaceText;
import dev.kith.search.strategy.Agnn;
import dev.kith.search.strategy.Strategies;
import dev.kith.search.trial.TrainingEvaluator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A search that is to begin, as it was asked for.
 *
 * @param seconds 0 for no bound
 * @param space a name or JSON
 * @param first recipe that agnn begins with, or null
 * @param trialEpochs null for the usual
 * @param split null for the usual
 * @param given settings of all models that have them
 */
public record SearchRequest(
        String task,
        String strategy,
        int trials,
        double seconds,
        int maxFailures,
        String space,
        String first,
        int parallel,
        boolean sharing,
        Integer trialEpochs,
        int repeats,
        String split,
        int finalists,
        int finalRuns,
        int testRuns,
        long seed,
        Map<String, ?> given) {
    public static final int USUAL_TRIALS = 200;

    /** With sharing (Zhou et al. 2019). */
    private static final int SHARED_EPOCHS = 20;

    private static final int SHARE_STORE_MB = 512;
    private static final int MOST_PARALLEL = 1024;
    private static final int MOST_RUNS = 1_000_000;
    private static final long MOST_PARAMETERS = 5_000_000;

    /** The split that is meant. */
    public Split split(Task.Opened opened) {
        return split(opened, task, settings(), split, seed);
    }

    /** The split of a search that has begun. */
    public static Split split(Task.Opened opened, SearchHeader header) {
        return split(
                opened,
                header.task(),
                header.common(),
                header.splitAsked(),
                header.options().seed());
    }

    private static Split split(Task.Opened opened, String task, Map<String, Object> common, String wanted, long seed) {
        // Of links, a split depends on what counts as one; these settings are the same for all their models.
        String any = task.equals(ModelRegistry.LINK_PREDICTION) ? "gae" : "recipe";
        Settings settings = TrainingEvaluator.settings(ModelRegistry.find(any), common, Map.of());
        return opened.splits(settings, wanted, seed).getFirst();
    }

    /** @throws KithException where something of it cannot be */
    public SearchHeader header(Graph graph, Split chosen) {
        if (task.equals(ModelRegistry.LATENT_GRAPH)) {
            throw new KithException("A search is for node-classification or link-prediction, not for latent-graph.");
        }
        checkNumbers();
        TrainingEvaluator.requireValidation(chosen);
        Space parsed = SpaceText.parse(task, space).under(settings());
        boolean links = task.equals(ModelRegistry.LINK_PREDICTION);
        if (links && graph.directed() && !"drop".equals(settings().get("directionality"))) {
            parsed = parsed.ofDirectedLinks();
        }
        parsed.check();
        if (links) {
            checkMetric(parsed, chosen);
        }
        if (!Strategies.NAMES.contains(strategy)) {
            throw new KithException(
                    "There is no search strategy '" + strategy + "'" + Nearest.hint(strategy, Strategies.NAMES));
        }
        if (first != null && !strategy.equals("agnn")) {
            throw new KithException("Only agnn begins with an architecture that is given, not " + strategy + ".");
        }
        if (first != null) {
            parsed.architecture(Recipe.parse(first));
        }
        SearchOptions options = new SearchOptions(
                strategy,
                trials,
                seconds,
                maxFailures,
                parallel,
                sharing,
                SHARE_STORE_MB,
                repeats,
                // After few epochs a fresh layer is far behind an inherited one, whatever it is worth.
                !sharing,
                MOST_PARAMETERS,
                Agnn.Options.USUAL,
                finalists,
                finalRuns,
                testRuns,
                seed);
        Map<String, Object> ofTrials = new LinkedHashMap<>();
        if (trialEpochs != null || sharing) {
            ofTrials.put("epochs", trialEpochs == null ? SHARED_EPOCHS : trialEpochs);
        }
        return new SearchHeader(
                KithVersion.VALUE,
                task,
                graph.name(),
                graph.fingerprint(),
                graph.targetProperty().orElse(null),
                graph.featureProperties(),
                chosen.name(),
                chosen.fingerprint(),
                split,
                SpaceText.write(parsed),
                first,
                settings(),
                ofTrials,
                options);
    }

    private void checkNumbers() {
        between("parallel", parallel, 1, MOST_PARALLEL);
        checkBudget(trials, seconds);
        between("maxFailures", maxFailures, 0, Integer.MAX_VALUE);
        between("trialEpochs", trialEpochs == null ? 1 : trialEpochs, 1, MOST_RUNS);
        between("repeats", repeats, 1, MOST_RUNS);
        between("finalists", finalists, 1, MOST_RUNS);
        between("finalRuns", finalRuns, 0, MOST_RUNS);
        between("testRuns", testRuns, 0, MOST_RUNS);
    }

    /** @throws KithException where a search cannot have this budget */
    public static void checkBudget(int trials, double seconds) {
        between("trials", trials, 1, MOST_RUNS);
        if (!(seconds >= 0.0)) {
            throw new KithException(
                    "A search's minutes must be at least 0, which is no bound, not " + seconds / 60.0 + ".");
        }
    }

    private static void between(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new KithException("A search's " + what + " must be at least " + least
                    + (most == Integer.MAX_VALUE ? "" : " and at most " + most) + ", not " + value + ".");
        }
    }

    /** With fewer than k pairs that are no links, hits@k is 1 for all, and nothing could be chosen by it. */
    private void checkMetric(Space parsed, Split chosen) {
        Settings settings = TrainingEvaluator.settings(ModelRegistry.find("gae"), settings(), parsed.settings());
        int negatives = LinkPrediction.negatives(chosen);
        int k = parsed.values("k", settings.whole("k")).stream()
                .mapToInt(value -> ((Number) value).intValue())
                .max()
                .orElseThrow();
        if (parsed.values("metric", settings.choice("metric")).contains("hits") && k > negatives) {
            throw new KithException("The split '" + chosen.name() + "' judges links beside " + negatives
                    + " pairs that are none, so that hits@" + k
                    + " is 1 for every architecture; choose by a smaller k, or by metric mrr or rocAuc.");
        }
    }

    /** @throws KithException where no model of the task has a setting of that name */
    private Map<String, Object> settings() {
        List<Option> known = ModelRegistry.entries(task).stream()
                .flatMap(entry -> TrainingOptions.with(entry).stream())
                .toList();
        Map<String, Object> settings = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            Option option = known.stream()
                    .filter(one -> one.name().equalsIgnoreCase(key.strip()))
                    .findFirst()
                    .orElseThrow(() -> new KithException("There is no setting '" + key + "'"
                            + Nearest.hint(
                                    key,
                                    known.stream().map(Option::name).distinct().toList())));
            settings.put(option.name(), option.parse(value));
        });
        return settings;
    }
}
