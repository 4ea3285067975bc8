package dev.kith.gnn.model.recipe;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.ConcatColumns;
import dev.kith.gnn.autograd.ops.FirstRows;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.model.Stage;
import dev.kith.gnn.model.local.Augmentation;
import dev.kith.gnn.model.local.LocalAugmentation;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.nn.Norm;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A recipe's layers on top of each other: dropout → layer → bias → norm → skip → activation. The parameters of layer l
 * are named {@code layerl.…}; those of its norm and skip are not among them, because they are never handed on from one
 * recipe to another.
 */
public final class RecipeNetwork implements Network {
    private static final String USUAL = "gcn:1x64:sum:identity:relu/gcn:1x64:sum:identity:linear";

    /** Beside the recipe itself. */
    private static final List<Option> OF_NETWORK = List.of(
            Option.choice(
                    "recipeNorm",
                    "none",
                    List.of("none", "layer", "batch"),
                    "Normalisation of a recipe's hidden layers."),
            Option.choice(
                    "skip",
                    "none",
                    List.of("none", "sum", "concat"),
                    "What a recipe's layer after the first does with its input: adds it, or hands it on beside its output."),
            Option.flag("lastActivation", false, "Whether a recipe's last activation is applied before the output."));

    private static final Option RECIPE = Option.text(
            "recipe",
            USUAL,
            "The layers, attention:HEADSxHIDDEN:aggregate:combine:activation each, with / between them; the last one's"
                    + " hidden is not read.");

    /** What describes a recipe, for other models that hold one. */
    public static final List<Option> OPTIONS = List.of(RECIPE, OF_NETWORK.get(0), OF_NETWORK.get(1), OF_NETWORK.get(2));

    /** The model's line in the registry. */
    public static final ModelEntry ENTRY = new ModelEntry(
            "recipe",
            "Layers of one's own making, as architecture search puts them together.",
            "Zhou et al. 2019; layers of Gao et al. 2019, table 1",
            List.of(ModelRegistry.NODE_CLASSIFICATION),
            Stream.concat(
                            Stream.of(
                                    RECIPE,
                                    Option.number(
                                            "dropout",
                                            0.6,
                                            0,
                                            0.95,
                                            "Rate at which inputs of layers and attention are dropped."),
                                    OF_NETWORK.get(0),
                                    OF_NETWORK.get(1),
                                    OF_NETWORK.get(2)),
                            Augmentation.OPTIONS_OF_ONE_INPUT.stream())
                    .toList(),
            ModelEntry.Reading.UNDIRECTED,
            Map.of("learningRate", 0.005, "epochs", 300, "patience", 30),
            (settings, shape, initialiser) ->
                    LocalAugmentation.around(settings, shape, initialiser, RecipeNetwork::new));

    private final List<LayerRecipe> recipes;
    private final List<RecipeLayer> layers = new ArrayList<>();
    private final List<Parameter> biases = new ArrayList<>();
    private final List<Norm> norms = new ArrayList<>();
    private final List<Linear> skips = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private final float dropout;
    private final String skip;
    private final boolean lastActivation;

    /** @param shape {@code out} is the last layer's width */
    public RecipeNetwork(Settings settings, Shape shape, Initialiser initialiser) {
        recipes = Recipe.parse(settings.text("recipe")).layers();
        dropout = (float) settings.real("dropout");
        skip = settings.choice("skip");
        lastActivation = settings.flag("lastActivation");
        int in = shape.in();
        for (int l = 0; l < recipes.size(); l++) {
            LayerRecipe recipe = recipes.get(l);
            boolean last = l == recipes.size() - 1;
            int width = last ? shape.out() : recipe.hidden();
            int out = last ? width : recipe.heads() * width;
            Initialiser names = initialiser.within("layer" + l);
            layers.add(new RecipeLayer(names, recipe, in, width, last, dropout));
            biases.add(names.constant("bias", 1, out, 0f));
            norms.add(Norm.named(last ? "none" : settings.choice("recipeNorm"), initialiser.within("norm" + l), out));
            boolean projects = skip.equals("sum") && l > 0 && in != out;
            skips.add(projects ? new Linear(initialiser.within("skip" + l), in, out) : null);
            in = skip.equals("concat") && l > 0 && !last ? out + in : out;
            widths.add(in);
        }
    }

    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        Variable value = null;
        for (int l = 0; l < layers.size(); l++) {
            value = layer(tape, l, value == null ? x : Input.of(value), graph);
        }
        return value;
    }

    private Variable layer(Tape tape, int l, Input input, Neighbourhoods graph) {
        boolean last = l == layers.size() - 1;
        Activation activation =
                last && !lastActivation ? Activation.IDENTITY : recipes.get(l).activation();
        Variable sum = layers.get(l).apply(tape, input, dropout, graph);
        Variable bias = tape.parameter(biases.get(l));
        boolean adds = skip.equals("sum") && l > 0;
        Variable value;
        if (norms.get(l) instanceof Norm.None && !adds) {
            value = BiasActivation.apply(tape, sum, bias, activation, 0f);
        } else {
            Variable normal = norms.get(l).apply(tape, BiasActivation.apply(tape, sum, bias, Activation.IDENTITY, 0f));
            if (adds) {
                Linear projection = skips.get(l);
                normal =
                        Add.apply(tape, normal, projection == null ? input.dense(tape) : projection.apply(tape, input));
            }
            value = BiasActivation.apply(tape, normal, null, activation, 0f);
        }
        boolean beside = skip.equals("concat") && l > 0 && !last;
        return beside ? ConcatColumns.apply(tape, List.of(value, input.dense(tape))) : value;
    }

    @Override
    public List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            int layer = l;
            stages.add(new Stage(1, widths.get(l), (tape, x, graph) -> stage(tape, layer, x, graph)));
        }
        return stages;
    }

    /** Attention and skips read rows and columns as the same nodes; of a part the first rows are wanted. */
    private Variable stage(Tape tape, int l, Input x, Neighbourhoods graph) {
        return FirstRows.apply(tape, layer(tape, l, x, graph.square()), graph.nodes());
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Module.join(layers));
        all.addAll(biases);
        all.addAll(Module.join(norms));
        skips.stream().filter(linear -> linear != null).forEach(linear -> all.addAll(linear.parameters()));
        return all;
    }
}
