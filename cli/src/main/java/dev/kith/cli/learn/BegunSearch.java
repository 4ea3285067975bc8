package dev.kith.cli.learn;

import dev.kith.graph.KithException;
import dev.kith.search.SearchHeader;
import dev.kith.search.SearchOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a search that has begun cannot be told anew: its trials follow from it. */
public final class BegunSearch {
    private static final Map<String, Function<SearchHeader, Object>> FIXED = fixed();

    private BegunSearch() {}

    private static Map<String, Function<SearchHeader, Object>> fixed() {
        Map<String, Function<SearchHeader, Object>> fixed = new LinkedHashMap<>();
        fixed.put("--task", SearchHeader::task);
        fixed.put("--strategy", of(SearchOptions::strategy));
        fixed.put("--max-failures", of(SearchOptions::maxFailures));
        fixed.put("--space", SearchHeader::space);
        fixed.put("--first", SearchHeader::first);
        fixed.put("--parallel", of(SearchOptions::parallel));
        fixed.put("--sharing", of(SearchOptions::sharing));
        fixed.put("--trial-epochs", SearchHeader::ofTrials);
        fixed.put("--repeats", of(SearchOptions::repeats));
        fixed.put("--split", SearchHeader::splitAsked);
        fixed.put("--set", SearchHeader::common);
        fixed.put("--finalists", of(SearchOptions::finalists));
        fixed.put("--final-runs", of(SearchOptions::finalRuns));
        fixed.put("--test-runs", of(SearchOptions::testRuns));
        fixed.put("--seed", of(SearchOptions::seed));
        return fixed;
    }

    private static Function<SearchHeader, Object> of(Function<SearchOptions, Object> option) {
        return header -> option.apply(header.options());
    }

    /**
     * @param asked what the command line would begin now
     * @param given whether an option is on the command line
     * @throws KithException naming the first option that was given and is another than the search's
     */
    public static void agree(SearchHeader begun, SearchHeader asked, Predicate<String> given) {
        FIXED.forEach((option, value) -> {
            if (given.test(option) && !Objects.equals(value.apply(begun), value.apply(asked))) {
                throw new KithException("The search was begun with another " + option + " (" + value.apply(begun)
                        + "), and goes on with that; leave the option out, or begin anew.");
            }
        });
    }
}
