package dev.kith.gnn.model.forward;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The ways of forward training, by their names in settings. */
enum Variant {
    SF;

    static List<String> names() {
        return Arrays.stream(values()).map(Variant::label).toList();
    }

    static Variant named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    LocalObjective objective(Labels labels) {
        return switch (this) {
            case SF -> new SingleForward(labels);
        };
    }
}
