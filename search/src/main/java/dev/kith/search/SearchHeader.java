package dev.kith.search;

import java.util.List;
import java.util.Map;

/**
 * What a search is about, as it is written when it begins; resuming reads it.
 *
 * @param fingerprint of the graph
 * @param target property of the nodes, or null
 * @param features properties of the nodes
 * @param split its name
 * @param splitRows their fingerprint
 * @param splitAsked how it was asked for, or null
 * @param space as {@link dev.kith.search.space.SpaceText} writes it
 * @param first recipe that agnn begins with, or null
 * @param common settings of all models
 * @param ofTrials settings of trials alone
 */
public record SearchHeader(
        String kith,
        String task,
        String graph,
        String fingerprint,
        String target,
        List<String> features,
        String split,
        String splitRows,
        String splitAsked,
        String space,
        String first,
        Map<String, Object> common,
        Map<String, Object> ofTrials,
        SearchOptions options) {

    /** With another budget. */
    public SearchHeader within(int trials, double seconds) {
        SearchOptions o = options;
        return new SearchHeader(
                kith,
                task,
                graph,
                fingerprint,
                target,
                features,
                split,
                splitRows,
                splitAsked,
                space,
                first,
                common,
                ofTrials,
                new SearchOptions(
                        o.strategy(),
                        trials,
                        seconds,
                        o.maxFailures(),
                        o.parallel(),
                        o.sharing(),
                        o.shareStoreMb(),
                        o.repeats(),
                        o.earlyKill(),
                        o.maxParameters(),
                        o.controller(),
                        o.finalists(),
                        o.finalRuns(),
                        o.testRuns(),
                        o.seed()));
    }
}
