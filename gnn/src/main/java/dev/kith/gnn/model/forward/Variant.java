package dev.kith.gnn.model.forward;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ways of forward training, by their names in settings. */
enum Variant {
    SF,
    SF_TOP_TO_INPUT,
    SF_TOP_TO_LOSS,
    FF_LA,
    FF_VN;

    static List<String> names() {
        return Arrays.stream(values()).map(Variant::label).toList();
    }

    static Variant named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How layers in training read each other; empty where they are trained one after the other. */
    Optional<InputPolicy> policy() {
        return switch (this) {
            case SF, FF_LA, FF_VN -> Optional.empty();
            case SF_TOP_TO_INPUT -> Optional.of(new TopToInput());
            case SF_TOP_TO_LOSS -> Optional.of(new TopToLoss());
        };
    }

    LocalObjective objective(Labels labels) {
        return switch (this) {
            case SF, SF_TOP_TO_INPUT, SF_TOP_TO_LOSS -> new SingleForward(labels);
            case FF_LA -> new LabelAppending(labels);
            case FF_VN -> new VirtualNodes(labels);
        };
    }

    /** Features that the first layer reads beside the graph's. */
    int appended(int classes) {
        return this == FF_LA ? classes : 0;
    }

    boolean hasClassNodes() {
        return this != FF_LA;
    }

    /** Whether a prediction is told the validation nodes' classes too, as in the paper's experiments. */
    boolean isTold() {
        return this == FF_LA || this == FF_VN;
    }
}
