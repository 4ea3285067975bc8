package dev.kith.search;

import dev.kith.search.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a search has found.
 *
 * @param trials in their order
 * @param end why no more were begun, a word or two
 * @param millis that it took, all its runs together
 */
public record SearchResult(List<Trial> trials, String end, long millis) {
    /** The trials by score, the first of equals first; without failed ones. */
    public List<Trial> best() {
        return trials.stream()
                .filter(trial -> !trial.result().failed())
                .sorted((a, b) -> Double.compare(b.result().score(), a.result().score()))
                .toList();
    }

    /** The best score after each trial. */
    public double[] bestSoFar() {
        double[] curve = new double[trials.size()];
        double best = 0.0;
        for (int t = 0; t < curve.length; t++) {
            best = Math.max(best, trials.get(t).result().score());
            curve[t] = best;
        }
        return curve;
    }

    /** The trials, of those that did not fail, that have the most frequent score; none where there are none. */
    public List<Trial> mostAlike() {
        return best().stream()
                .collect(Collectors.groupingBy(trial -> trial.result().score()))
                .values()
                .stream()
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }
}
