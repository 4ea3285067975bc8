package dev.kith.gnn.aggr;

import dev.kith.gnn.nn.Initialiser;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The aggregators by name; a new one is one file and one line here. */
public final class AggregatorRegistry {
    private static final Map<String, Factory> FACTORIES = new TreeMap<>(Map.of(
            "sum", (initialiser, width) -> new Sum(),
            "mean", (initialiser, width) -> new Mean(),
            "max", (initialiser, width) -> new Max(),
            "std", (initialiser, width) -> new Std(),
            "attention", Attention::new));

    private AggregatorRegistry() {}

    public static List<String> names() {
        return List.copyOf(FACTORIES.keySet());
    }

    /** @param width columns of what it will aggregate */
    public static Aggregator create(String name, Initialiser initialiser, int width) {
        return FACTORIES.get(name).create(initialiser.within("aggregator"), width);
    }

    private interface Factory {
        Aggregator create(Initialiser initialiser, int width);
    }
}
