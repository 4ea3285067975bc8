package dev.kith.gnn.train;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.local.GeneratorTraining;
import dev.kith.gnn.model.local.LocalAugmentation;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Generators of neighbours' features that were trained for a graph. They know no classes and have a seed of their own:
 * trainings of the same settings share one, whatever their split and seed.
 */
final class Generators {
    private final Map<Key, GeneratorTraining.Result> trained = new HashMap<>();

    private record Key(Map<String, Object> settings, Input x) {}

    /** Trains the generator of a network that has one, or takes what was trained before. */
    synchronized void install(
            Network network,
            Engine engine,
            Settings settings,
            Input x,
            Neighbourhoods neighbours,
            TrainingListener listener) {
        if (!(network instanceof LocalAugmentation local)) {
            return;
        }
        Map<String, Object> asked = new TreeMap<>();
        settings.asMap().forEach((name, value) -> {
            if (name.startsWith("generator") || name.equals("conditional")) {
                asked.put(name, value);
            }
        });
        GeneratorTraining.Result result = trained.computeIfAbsent(
                new Key(asked, x), key -> GeneratorTraining.train(engine, settings, x, neighbours.incoming()));
        local.install(result);
        listener.notice(result.sentence());
    }
}
