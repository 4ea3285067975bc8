package dev.kith.search;

import dev.kith.search.space.Architecture;
import dev.kith.search.space.Space;
import dev.kith.search.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How good each choice was on average (as GraphGym ranks them): the mean score of the trials that made it where it changes
 * something. Trials that failed count as 0. A search that prefers good choices sees them in good company, so that this is
 * a hint and no experiment, but for random search.
 */
public final class ChoiceRanking {
    private ChoiceRanking() {}

    /**
     * A value of a class.
     *
     * @param count trials, each once in however many layers it made the choice
     */
    public record Ranked(String actionClass, Object value, int count, Summary score) {}

    /** Class by class, the best value first; values that were never tried are left out. */
    public static List<Ranked> of(Space space, List<Trial> trials) {
        Map<String, Map<Object, List<Double>>> scores = new LinkedHashMap<>();
        space.classes().forEach(one -> scores.put(one.name(), new LinkedHashMap<>()));
        for (Trial trial : trials) {
            Map<String, Set<Object>> made = new LinkedHashMap<>();
            space.words(new Architecture(trial.spec().choices())).forEach((name, value) -> {
                int dot = name.lastIndexOf('.');
                made.computeIfAbsent(dot < 0 ? name : name.substring(0, dot), n -> new LinkedHashSet<>())
                        .add(value);
            });
            made.forEach((name, values) -> values.forEach(value -> scores.get(name)
                    .computeIfAbsent(value, v -> new ArrayList<>())
                    .add(trial.result().score())));
        }
        List<Ranked> ranked = new ArrayList<>();
        scores.forEach((name, values) -> values.entrySet().stream()
                .map(entry -> new Ranked(
                        name,
                        entry.getKey(),
                        entry.getValue().size(),
                        Summary.of(entry.getValue().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray())))
                .sorted((a, b) -> Double.compare(b.score().mean(), a.score().mean()))
                .forEach(ranked::add));
        return ranked;
    }
}
