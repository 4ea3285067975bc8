package dev.kith.gnn.model.amud;

import dev.kith.gnn.model.Option;
import java.util.List;

/** The settings of the analysis. */
public final class AmudOptions {
    private static final List<Option> OPTIONS = List.of(
            Option.choice(
                    "formula",
                    ScoreFormula.KAPPA_RANGE_2.name(),
                    ScoreFormula.names(),
                    "How the score is made of the patterns' statistics."),
            Option.number("threshold", 0.5, 0, 1, "Score above which the direction is worth keeping."),
            Option.number(
                    "leastKappa", 0.01, 0, 1, "Where every pattern's |kappa| is below it, KAPPA_RANGE_2 gives 0."),
            Option.count(
                    "sampleNodes",
                    0,
                    0,
                    Integer.MAX_VALUE,
                    "Labelled nodes from which pairs are counted; 0 takes all, or as many as some seconds allow."),
            Option.count("replicas", 100, 1, 1000, "Bootstrap replicas behind the confidence."));

    private AmudOptions() {}

    public static List<Option> all() {
        return OPTIONS;
    }
}
