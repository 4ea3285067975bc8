package dev.kith.gnn.aggr;

import dev.kith.gnn.aggr.monoid.GruOperator;
import dev.kith.gnn.aggr.monoid.MonoidPenalties;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Linear;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The aggregators by name, with the options of those that are learned; a new one is one file and one line here. */
public final class AggregatorRegistry {
    private static final Map<String, Factory> FACTORIES = new TreeMap<>(Map.of(
            "sum", (initialiser, width, settings) -> new Sum(),
            "mean", (initialiser, width, settings) -> new Mean(),
            "max", (initialiser, width, settings) -> new Max(),
            "std", (initialiser, width, settings) -> new Std(),
            "pna", (initialiser, width, settings) -> new Pna(),
            "attention", (initialiser, width, settings) -> new Attention(initialiser, width),
            "lcm", AggregatorRegistry::lcm,
            "gru", AggregatorRegistry::gru));

    private static final List<Option> LEARNED = List.of(
            Option.choice(
                    "lcmOperator",
                    "symmetric",
                    List.of("symmetric", "raw"),
                    "Whether lcm's operator is commutative by construction, or as trained."),
            Option.number("lcmAssociativity", 0.1, 0, 1000, "Weight of lcm's penalty for not being associative."),
            Option.number("lcmCommutativity", 0.1, 0, 1000, "Weight of the raw operator's for not being commutative."),
            Option.flag("lcmLearnIdentity", false, "Whether lcm's result for no neighbours is trained, not zeros."),
            Option.number("lcmIdentity", 0, 0, 1000, "Weight of the penalty for a learned identity that is not one."),
            Option.number("gruSwap", 0.1, 0, 1000, "Weight of gru's penalty for what two neighbours' order changes."),
            Option.flag("shuffleNeighbours", true, "Whether lcm and gru read neighbours in another order each step."));

    private AggregatorRegistry() {}

    public static List<String> names() {
        return List.copyOf(FACTORIES.keySet());
    }

    /** Options of the learned aggregators, beside the width {@code hidden} that they take for their states. */
    public static List<Option> options() {
        return LEARNED;
    }

    /**
     * The aggregator that the settings name.
     *
     * @param width columns of what it will aggregate
     */
    public static Aggregator create(Settings settings, Initialiser initialiser, int width) {
        return FACTORIES.get(settings.choice("aggregator")).create(initialiser.within("aggregator"), width, settings);
    }

    private static Aggregator lcm(Initialiser initialiser, int width, Settings settings) {
        int state = settings.whole("hidden");
        MonoidPenalties penalties = new MonoidPenalties(
                (float) settings.real("lcmAssociativity"), (float) settings.real("lcmCommutativity"), (float)
                        settings.real("lcmIdentity"));
        GruOperator operator = new GruOperator(
                initialiser,
                state,
                settings.choice("lcmOperator").equals("symmetric"),
                settings.flag("lcmLearnIdentity"));
        Linear projection = new Linear(initialiser.within("projection"), width, state);
        return new Lcm(projection, operator, penalties, settings.flag("shuffleNeighbours"));
    }

    private static Aggregator gru(Initialiser initialiser, int width, Settings settings) {
        int state = settings.whole("hidden");
        Linear projection = new Linear(initialiser.within("projection"), width, state);
        float swap = (float) settings.real("gruSwap");
        return new GruSequence(projection, initialiser, state, swap, settings.flag("shuffleNeighbours"));
    }

    private interface Factory {
        Aggregator create(Initialiser initialiser, int width, Settings settings);
    }
}
