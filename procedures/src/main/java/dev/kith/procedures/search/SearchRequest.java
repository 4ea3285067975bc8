// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.search;

import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.graph.job.OptionCatalogue;
import dev.kith.graph.job.OptionDescription;
import dev.kith.procedures.Configuration;
import dev.kith.procedures.graph.GraphArgument;
import dev.kith.procedures.learn.FeatureChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The configuration of a search, checked: the job's options and the settings that all models have.
 *
 * @param given what is read once the graph is known
 * @param options with all defaults
 * @param settings those that were given
 */
record SearchRequest(
        String task, String target, Configuration given, Map<String, Object> options, Map<String, Object> settings) {
    static final String NODES = "node-classification";
    static final String LINKS = "link-prediction";

    private static final List<String> KEYS = List.of(
            "task",
            "targetProperty",
            FeatureChoice.FEATURE_PROPERTIES,
            FeatureChoice.FEATURES,
            "strategy",
            "trials",
            "minutes",
            "maxFailures",
            "space",
            "first",
            "parallel",
            "sharing",
            "trialEpochs",
            "repeats",
            "finalists",
            "finalRuns",
            "testRuns",
            "split",
            "randomSeed",
            "concurrency");
    private static final List<String> STRATEGIES = List.of("agnn", "random", "evolution", "graphnas");
    private static final List<String> SPACES = List.of("default", "extended", "graphnas");
    static final int MOST_TRIALS = 10_000;
    private static final int MOST_RUNS = 1_000;
    static final int MOST_MINUTES = 60 * 24 * 30;
    private static final int MOST_THREADS = 256;
    private static final int LONGEST_SPACE = 64 << 10;

    /** @throws KithException naming the key that cannot be */
    static SearchRequest of(Map<String, Object> map) {
        List<OptionDescription> shared = shared();
        List<String> known = Stream.concat(KEYS.stream(), shared.stream().map(OptionDescription::name))
                .distinct()
                .toList();
        Configuration given = new Configuration("configuration", map, known);
        String task = given.choice("task", NODES, List.of(NODES, LINKS));
        String target = task.equals(NODES) ? given.required("targetProperty") : null;
        int threads = given.whole("concurrency", Runtime.getRuntime().availableProcessors(), 1, MOST_THREADS);
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("strategy", given.choice("strategy", STRATEGIES.get(0), STRATEGIES));
        options.put("trials", (long) given.whole("trials", 200, 1, MOST_TRIALS));
        options.put("minutes", given.real("minutes", 0.0, 0.0, MOST_MINUTES));
        options.put("maxFailures", (long) given.whole("maxFailures", 0, 0, MOST_TRIALS));
        options.put("space", space(given));
        options.put("first", given.text("first").orElse(""));
        options.put("parallel", (long) given.whole("parallel", threads, 1, MOST_THREADS));
        options.put("sharing", given.flag("sharing", false));
        options.put("trialEpochs", (long) given.whole("trialEpochs", 0, 0, 1_000_000));
        options.put("repeats", (long) given.whole("repeats", 1, 1, MOST_RUNS));
        options.put("finalists", (long) given.whole("finalists", 5, 1, MOST_RUNS));
        options.put("finalRuns", (long) given.whole("finalRuns", 20, 0, MOST_RUNS));
        options.put("testRuns", (long) given.whole("testRuns", 20, 0, MOST_RUNS));
        options.put("split", given.text("split").orElse(""));
        options.put("seed", (long) given.whole("randomSeed", 0, 0, Integer.MAX_VALUE));
        options.put("concurrency", (long) threads);
        return new SearchRequest(task, target, given, options, settings(task, shared, given));
    }

    /** Every option of any model, each once. */
    private static List<OptionDescription> shared() {
        OptionCatalogue catalogue = OptionCatalogue.current();
        Map<String, OptionDescription> byName = new LinkedHashMap<>();
        catalogue.models().forEach(model -> catalogue
                .options(model)
                .forEach(option -> byName.putIfAbsent(option.name(), option)));
        return List.copyOf(byName.values());
    }

    private static Map<String, Object> settings(String task, List<OptionDescription> shared, Configuration given) {
        OptionCatalogue catalogue = OptionCatalogue.current();
        List<OptionDescription> ofTask = catalogue.models().stream()
                .filter(model -> model.tasks().contains(task))
                .flatMap(model -> catalogue.options(model).stream())
                .toList();
        Map<String, Object> settings = new LinkedHashMap<>();
        for (OptionDescription option : shared) {
            if (given.given().containsKey(option.name()) && !KEYS.contains(option.name())) {
                OptionDescription own = ofTask.stream()
                        .filter(one -> one.name().equals(option.name()))
                        .findFirst()
                        .orElseThrow(() -> new KithException("No model for " + task + " has the option '"
                                + option.name() + "'"
                                + Nearest.hint(
                                        option.name(),
                                        ofTask.stream()
                                                .map(OptionDescription::name)
                                                .distinct()
                                                .toList())));
                settings.put(option.name(), own.check(given.given().get(option.name())));
            }
        }
        return settings;
    }

    /** A space's name, or a space of one's own as a map, which goes to the worker as JSON. */
    private static String space(Configuration given) {
        Object value = given.any("space").orElse(SPACES.get(0));
        if (value instanceof Map<?, ?>) {
            String text = SearchCard.text(value);
            if (text.length() > LONGEST_SPACE) {
                throw new KithException("The key 'space' has more than " + LONGEST_SPACE + " characters as JSON.");
            }
            return text;
        }
        return given.choice("space", SPACES.get(0), SPACES);
    }

    /** What is learned from on that graph. */
    List<String> features(GraphArgument graph) {
        return FeatureChoice.of(given, graph, target);
    }

    /** What was given and what was not. */
    Map<String, Object> echo(List<String> features) {
        Map<String, Object> echo = new LinkedHashMap<>();
        echo.put("task", task);
        if (target != null) {
            echo.put("targetProperty", target);
        }
        echo.put(FeatureChoice.FEATURES, features);
        echo.putAll(options);
        echo.remove("seed");
        echo.put("randomSeed", options.get("seed"));
        echo.putAll(settings);
        return echo;
    }
}
