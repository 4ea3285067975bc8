package dev.kith.search.strategy;

import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.search.space.Architecture;
import dev.kith.search.space.Space;
import java.util.List;

/** The strategies by name; a new one is one file and one line here. */
public final class Strategies {
    public static final List<String> NAMES = List.of("agnn", "random", "evolution", "graphnas");

    private Strategies() {}

    /**
     * @param first what agnn begins with, or null for a random architecture
     * @throws KithException naming the nearest known strategy
     */
    public static Strategy create(String name, Space space, Agnn.Options options, Architecture first, long seed) {
        return switch (name) {
            case "agnn" -> new Agnn(space, options, first, seed);
            case "random" -> new RandomSearch(space, seed);
            case "evolution" -> new Evolution(space, Evolution.POPULATION, Evolution.TOURNAMENT, seed);
            case "graphnas" -> new GraphNas(space, options, seed);
            default ->
                throw new KithException("There is no search strategy '" + name + "'" + Nearest.hint(name, NAMES));
        };
    }
}
