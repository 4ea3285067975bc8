package dev.kith.gnn.model.adpa;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Preparation;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.model.Stage;
import dev.kith.gnn.model.amud.DirectedPattern;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A branch for X and one for each directed pattern, combined and read by a linear map. It looks at a node's own prepared
 * row only ({@link DirectedPropagation}), so that steps need no relationships. Where the graph has no directions the
 * patterns of one order are the same, and one of each is used.
 */
public final class Adpa implements Network {
    private static final List<Option> OPTIONS = List.of(
            Option.count("hidden", 64, 1, 4096, "Width of the branches."),
            Option.count("layers", 2, 1, 64, "Layers of a branch."),
            Option.number("dropout", 0.5, 0, 0.95, "Rate at which outputs of layers are dropped in training."),
            Option.number(
                            "inputDropout",
                            0,
                            0,
                            0.95,
                            "Rate at which features, propagated or not, are dropped in training.")
                    .tuned(0.0, 0.5, 0.8),
            Option.count("hops", 2, 1, 16, "How often features are propagated along a pattern.")
                    .tuned(2, 4),
            Option.count(
                    "patternOrder", 2, 1, 2, "Most steps of a pattern: 1 for A and Aᵀ, 2 also for their products."),
            Option.number("r", 0.5, 0, 1, "Exponent of the normalisation: 0 makes rows sum to 1, 1 columns."),
            Option.choice(
                    "normalisation",
                    "column",
                    List.of("column", "reference"),
                    "Degrees on the senders' side: column sums, or row sums as in the published code."),
            Option.choice(
                    "hopDecay",
                    "auto",
                    List.of("auto", "log", "none"),
                    "Whether later hops weigh less, by ln(1/l) + 1; auto does so up to two hops."),
            Option.choice("hopAttention", "recursive", HopAttention.MODES, "How the hops of a pattern are weighed."),
            Option.choice(
                    "patternCombination",
                    "scalarConcat",
                    PatternCombination.MODES,
                    "How the patterns are put together."),
            Option.flag("sharp", false, "Leaves out the logistic function that keeps attention nearly uniform."));

    /** The model's line in the registry. */
    public static final ModelEntry ENTRY = new ModelEntry(
            "adpa",
            "Features propagated once along directed patterns, then attention over hops and patterns.",
            "Sun et al. 2024, as its code has it, attention aligned with the nodes",
            List.of(ModelRegistry.NODE_CLASSIFICATION),
            OPTIONS,
            ModelEntry.Reading.DIRECTED,
            Map.of("directionality", "keep", "featureRows", "none", "epochs", 500, "patience", 50),
            Adpa::new);

    private final DirectedPropagation propagation;
    private final List<PatternBranch> branches = new ArrayList<>();
    private final PatternCombination combination;
    private final Linear output;
    private final int out;

    Adpa(Settings settings, Shape shape, Initialiser initialiser) {
        int hops = settings.whole("hops");
        int hidden = settings.whole("hidden");
        String decay = settings.choice("hopDecay");
        List<DirectedPattern> patterns = DirectedPattern.upTo(settings.whole("patternOrder")).stream()
                .filter(pattern -> shape.directed() || pattern.isFirstOfOrder())
                .toList();
        propagation = new DirectedPropagation(
                patterns,
                hops,
                settings.real("r"),
                Normalisation.valueOf(settings.choice("normalisation").toUpperCase(Locale.ROOT)),
                decay.equals("log") || (decay.equals("auto") && hops <= 2));
        branches.add(new PatternBranch(settings, initialiser.within("features"), shape.in(), 0));
        for (DirectedPattern pattern : patterns) {
            branches.add(new PatternBranch(settings, initialiser.within(pattern.word()), shape.in(), hops));
        }
        combination = new PatternCombination(
                settings.choice("patternCombination"),
                initialiser.within("combination"),
                branches.size(),
                hidden,
                settings.flag("sharp"));
        output = new Linear(initialiser.within("output"), combination.width(hidden), shape.out());
        out = shape.out();
    }

    @Override
    public Preparation preparation() {
        return propagation;
    }

    /** @param x as {@link DirectedPropagation} makes it; the graph is not looked at */
    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        List<Input> parts = ((Input.Beside) x).parts();
        Input features = parts.getFirst();
        List<Variable> values = new ArrayList<>();
        values.add(branches.getFirst().apply(tape, List.of(features)));
        int hops = propagation.hops();
        for (int b = 1; b < branches.size(); b++) {
            List<Input> read = new ArrayList<>();
            read.add(features);
            read.addAll(parts.subList(1 + (b - 1) * hops, 1 + b * hops));
            values.add(branches.get(b).apply(tape, read));
        }
        return output.apply(tape, Input.of(combination.apply(tape, values)));
    }

    @Override
    public List<Stage> stages() {
        return List.of(new Stage(0, out, this::forward));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Module.join(branches));
        all.addAll(combination.parameters());
        all.addAll(output.parameters());
        return all;
    }
}
