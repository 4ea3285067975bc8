package dev.kith.gnn.train;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.local.GeneratorTraining;
import dev.kith.gnn.model.local.KnownClasses;
import dev.kith.gnn.model.local.LocalAugmentation;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Generators of neighbours' features that were trained for a graph. They know no classes and have a seed of their own:
 * trainings of the same settings share one, whatever their split and seed; where a probe chooses it, those of a split.
 */
final class Generators {
    private final Map<Key, GeneratorTraining.Result> trained = new HashMap<>();

    /** @param known training nodes where they matter, else empty */
    private record Key(Map<String, Object> settings, Input x, List<Integer> known) {}

    /** Trains the generator of a network that has one, or takes what was trained before. */
    synchronized void install(
            Network network,
            Engine engine,
            Settings settings,
            Input x,
            Neighbourhoods neighbours,
            KnownClasses known,
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
        List<Integer> nodes = GeneratorTraining.usesProbe(settings)
                ? Arrays.stream(known.nodes()).boxed().toList()
                : List.of();
        GeneratorTraining.Result result = trained.computeIfAbsent(
                new Key(asked, x, nodes), key -> GeneratorTraining.train(engine, settings, x, neighbours, known));
        local.install(result);
        listener.notice(result.sentence());
    }
}
