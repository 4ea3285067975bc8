// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.job.OptionCatalogue;
import dev.kith.graph.job.OptionDescription;
import dev.kith.procedures.Configuration;
import dev.kith.procedures.graph.GraphArgument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A configuration map that has been checked: the job's own options, the settings of the model or the analysis, and both
 * together with all defaults, as they are echoed.
 */
record LearnerOptions(Configuration given, Map<String, Object> options, Map<String, Object> settings) {
    private static final int MOST_THREADS = 256;

    /** Of whatever draws or splits. */
    static final List<String> DRAWN = List.of("split", "randomSeed");

    private static final String THREADS = "concurrency";

    /**
     * @param own keys of the procedure's own, {@link #DRAWN} among them where they have a meaning
     * @param described options of the model or the analysis
     */
    static LearnerOptions of(Map<String, Object> map, List<String> own, List<OptionDescription> described) {
        List<String> known = Stream.of(
                        own.stream(), Stream.of(THREADS), described.stream().map(OptionDescription::name))
                .flatMap(names -> names)
                .toList();
        Configuration given = new Configuration("configuration", map, known);
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("split", given.text("split").orElse(""));
        options.put("seed", (long) given.whole("randomSeed", 0, 0, Integer.MAX_VALUE));
        options.put(THREADS, (long) given.whole(THREADS, processors(), 1, MOST_THREADS));
        return new LearnerOptions(given, options, OptionCatalogue.settings(described, given.given()));
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** With one more option for the job. */
    LearnerOptions with(String option, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(options);
        more.put(option, value);
        return new LearnerOptions(given, more, settings);
    }

    /** Features to learn from, as {@link FeatureChoice} says. */
    List<String> features(GraphArgument graph, String target) {
        return FeatureChoice.of(given, graph, target);
    }

    /** The relationship property that weighs neighbours: none or one. */
    List<String> weights() {
        Object weight = settings.getOrDefault("weightProperty", "");
        return weight.equals("") ? List.of() : List.of((String) weight);
    }

    /** What was given and what was not, by the configuration's keys. */
    Map<String, Object> echo() {
        Map<String, Object> echo = new LinkedHashMap<>(given.given());
        echo.put(THREADS, options.get(THREADS));
        for (String chosen : List.of("model", "labels")) {
            if (options.containsKey(chosen)) {
                echo.put(chosen, options.get(chosen));
            }
        }
        echo.putAll(settings);
        return echo;
    }

    /** The same with some of the job's own options, where they are there. */
    Map<String, Object> echo(List<String> own) {
        Map<String, Object> echo = echo();
        for (String key : own) {
            if (options.containsKey(key)) {
                echo.put(key, options.get(key));
            }
        }
        return echo;
    }

    /** The same of something that draws or splits. */
    Map<String, Object> echoOfDrawn() {
        Map<String, Object> echo = echo();
        echo.put("split", options.get("split"));
        echo.put("randomSeed", options.get("seed"));
        return echo;
    }
}
