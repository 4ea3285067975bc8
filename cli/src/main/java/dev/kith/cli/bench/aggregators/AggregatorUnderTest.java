package dev.kith.cli.bench.aggregators;

import dev.kith.gnn.aggr.Aggregator;
import dev.kith.gnn.aggr.AggregatorRegistry;
import dev.kith.gnn.aggr.GruSequence;
import dev.kith.gnn.aggr.Lcm;
import dev.kith.gnn.aggr.monoid.GruOperator;
import dev.kith.gnn.aggr.monoid.MonoidPenalties;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.train.TrainingOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An aggregator of the registry, or {@code lcm-plain}, the monoid without penalties; those that are learned without a
 * projection before them.
 */
public record AggregatorUnderTest(String name) {
    private static final String PLAIN = "lcm-plain";
    private static final float ASSOCIATIVITY = 0.1f;
    private static final float SWAP = 0.1f;

    /** All there are. */
    public static List<String> names() {
        return Stream.concat(AggregatorRegistry.names().stream(), Stream.of(PLAIN))
                .sorted()
                .toList();
    }

    /** @param width columns of what it will aggregate */
    Aggregator create(Initialiser initialiser, int width) {
        Initialiser names = initialiser.within("aggregator");
        return switch (name) {
            case "lcm" -> monoid(names, width, ASSOCIATIVITY);
            case PLAIN -> monoid(names, width, 0f);
            case "gru" -> new GruSequence(null, names, width, SWAP, true);
            default ->
                AggregatorRegistry.create(
                        TrainingOptions.settings(ModelRegistry.find("sage"), Map.of("aggregator", name)),
                        initialiser,
                        width);
        };
    }

    private static Lcm monoid(Initialiser names, int width, float associativity) {
        GruOperator operator = new GruOperator(names, width, true, false);
        return new Lcm(null, operator, new MonoidPenalties(associativity, 0f, 0f), true);
    }
}
