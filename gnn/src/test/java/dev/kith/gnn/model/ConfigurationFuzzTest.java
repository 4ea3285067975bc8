package dev.kith.gnn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.Example;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.KithException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a configuration map holds: a training by it ends with a model or with a sentence, and leaks nothing. */
class ConfigurationFuzzTest {
    /** Whatever else is drawn, the training stays small. */
    private static final Map<String, Object> SMALL = Map.of("epochs", 2, "maxMemoryGiB", 0.05);

    @Provide
    Arbitrary<String> models() {
        return Arbitraries.of(ModelRegistry.entries(ModelRegistry.NODE_CLASSIFICATION).stream()
                .map(ModelEntry::name)
                .toList());
    }

    @Provide
    Arbitrary<Object> anything() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12),
                Arbitraries.strings().withChars("0123456789.eE+-xXdf∞").ofMaxLength(8),
                Arbitraries.doubles(),
                Arbitraries.longs(),
                Arbitraries.of(true, false),
                Arbitraries.of(List.of(), List.of(1), Map.of("a", 1), new int[2], Double.NaN, -0.0));
    }

    @Provide
    Arbitrary<String> modelsOfAllTasks() {
        return Arbitraries.of(Stream.of(ModelRegistry.NODE_CLASSIFICATION, ModelRegistry.LINK_PREDICTION)
                .flatMap(task -> ModelRegistry.entries(task).stream())
                .map(ModelEntry::name)
                .distinct()
                .toList());
    }

    @Property(tries = 500)
    void anyKeyAndValue(
            @ForAll("modelsOfAllTasks") String model,
            @ForAll String key,
            @ForAll("anything") Object value,
            @ForAll boolean known,
            @ForAll int which) {
        List<Option> options = TrainingOptions.with(ModelRegistry.find(model));
        String name = known ? options.get(Math.floorMod(which, options.size())).name() : key;
        Map<String, Object> given = new HashMap<>();
        given.put(name, value);
        try {
            Settings settings = TrainingOptions.settings(ModelRegistry.find(model), given);
            assertThat(settings.asMap()).hasSize(options.size());
        } catch (KithException e) {
            assertThat(e).hasMessageContaining("setting");
        }
    }

    /** Values from the edges and the middle of every option's range, all at once. */
    @Provide
    Arbitrary<Map<String, Object>> edges() {
        Map<String, Arbitrary<Object>> values = new LinkedHashMap<>();
        for (ModelEntry entry : ModelRegistry.entries(ModelRegistry.NODE_CLASSIFICATION)) {
            TrainingOptions.with(entry).forEach(option -> values.put(option.name(), edge(option)));
        }
        values.keySet().removeAll(SMALL.keySet());
        return Arbitraries.maps(Arbitraries.of(values.keySet()), Arbitraries.integers())
                .ofMaxSize(6)
                .flatMap(drawn -> {
                    Arbitrary<Map<String, Object>> map = Arbitraries.just(new LinkedHashMap<>());
                    for (String name : drawn.keySet()) {
                        map = map.flatMap(so -> values.get(name).map(value -> {
                            Map<String, Object> with = new LinkedHashMap<>(so);
                            with.put(name, value);
                            return with;
                        }));
                    }
                    return map;
                });
    }

    private static Arbitrary<Object> edge(Option option) {
        return switch (option.kind()) {
            case Option.Kind.Whole whole ->
                Arbitraries.of(whole.least(), whole.least() + 1, Math.min(7, whole.most()), whole.most());
            case Option.Kind.Real real ->
                Arbitraries.of(real.least(), (real.least() + real.most()) / 2, real.most(), option.fallback());
            case Option.Kind.Flag flag -> Arbitraries.of(true, false);
            case Option.Kind.Choice choice -> Arbitraries.of(List.<Object>copyOf(choice.choices()));
            case Option.Kind.Text text -> Arbitraries.of("", "weight", "`) DETACH DELETE n //");
        };
    }

    @Property(tries = 80)
    void everyCombinationOfEdges(@ForAll("models") String model, @ForAll("edges") Map<String, Object> drawn) {
        Map<String, Object> given = new LinkedHashMap<>(drawn);
        List<String> known = TrainingOptions.with(ModelRegistry.find(model)).stream()
                .map(Option::name)
                .toList();
        given.keySet().retainAll(known);
        given.putAll(SMALL);
        long before = Tensor.liveBytes();
        try {
            Example.train(Example.GRAPH, model, given, 1).close();
        } catch (KithException e) {
            assertThat(e.getMessage()).endsWith(".").doesNotContain("Exception");
        }
        assertThat(Tensor.liveBytes()).isEqualTo(before);
    }
}
