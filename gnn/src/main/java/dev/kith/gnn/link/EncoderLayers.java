package dev.kith.gnn.link;

import dev.kith.gnn.conv.Conv;
import dev.kith.gnn.conv.ConvRegistry;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The layers an encoder can be made of: those of the {@link ConvRegistry}, and propagations with or without weights. */
final class EncoderLayers {
    /** Without weights; what they are given has the encoder's width already. */
    private static final String PURE = "pure";

    private static final List<String> PLAIN = List.of("sum", "mean", "max");
    private static final List<ConvRegistry.Entry> LAYERS = ConvRegistry.entries().stream()
            .filter(entry -> entry.reading() != Reading.BY_TYPE)
            .toList();
    private static final String AUTO = "auto";
    /** Layers described one by one, in the place of equal ones. */
    static final String RECIPE = "recipe";

    private EncoderLayers() {}

    static List<String> names() {
        Stream<String> pure = Stream.of("puregcn", "puresum", "puremean", "puremax");
        Stream<String> known = LAYERS.stream().map(ConvRegistry.Entry::name);
        return Stream.of(pure, known, PLAIN.stream(), Stream.of("none", RECIPE))
                .flatMap(names -> names)
                .toList();
    }

    /** The options of single layers, each once; an aggregator is by default the layer's own. */
    static List<Option> options() {
        Map<String, Option> byName = new LinkedHashMap<>();
        for (ConvRegistry.Entry layer : LAYERS) {
            for (Option option : layer.options()) {
                byName.putIfAbsent(option.name(), layerOption(option));
            }
        }
        return new ArrayList<>(byName.values());
    }

    private static Option layerOption(Option option) {
        if (!(option.kind() instanceof Option.Kind.Choice choice)
                || !option.name().equals("aggregator")) {
            return option.tuned();
        }
        List<String> choices =
                Stream.concat(Stream.of(AUTO), choice.choices().stream()).toList();
        return Option.choice(option.name(), AUTO, choices, option.sentence());
    }

    static boolean isPure(String name) {
        return name.startsWith(PURE);
    }

    /** Whether it is one of the {@link ConvRegistry}'s. */
    static boolean isConv(String name) {
        return LAYERS.stream().anyMatch(layer -> layer.name().equals(name));
    }

    static Conv create(String name, Settings settings, Shape shape, Initialiser initialiser, int in, int out) {
        if (isPure(name)) {
            return new PlainConv(propagation(name.substring(PURE.length())), null);
        }
        if (PLAIN.contains(name)) {
            return PlainConv.weighted(propagation(name), initialiser, in, out);
        }
        ConvRegistry.Entry layer = LAYERS.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
        return layer.factory().create(settings(layer, settings), shape, initialiser, in, out, false);
    }

    /** What the layer asks for, from the encoder's settings. */
    private static Settings settings(ConvRegistry.Entry layer, Settings of) {
        List<Option> options = new ArrayList<>(layer.options());
        options.addAll(of.options().stream()
                .filter(option -> List.of("hidden", "dropout").contains(option.name()))
                .toList());
        Map<String, Object> given = new LinkedHashMap<>();
        for (Option option : options) {
            Object value = of.asMap().get(option.name());
            if (value != null && !value.equals(AUTO)) {
                given.put(option.name(), value);
            }
        }
        return Settings.of(options, given);
    }

    private static PlainConv.Propagation propagation(String name) {
        return PlainConv.Propagation.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
