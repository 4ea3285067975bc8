package dev.kith.gnn.model.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.graph.Csr;
import dev.kith.graph.KithException;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A recipe's layers beside their equations, written with loops over a dense matrix. */
class RecipeNetworkTest {
    private static final int NODES = 11;
    private static final int IN = 5;
    private static final int OUT = 3;
    private static final Csr GRAPH = graph();

    /** Undirected, without parallel arcs and loops; node 10 is alone. */
    private static Csr graph() {
        List<int[]> arcs = new ArrayList<>();
        for (int i = 0; i < NODES - 1; i++) {
            for (int j = 0; j < i; j++) {
                if (CounterRandom.below(9, 1, i * NODES + j, 3) == 0) {
                    arcs.add(new int[] {i, j});
                    arcs.add(new int[] {j, i});
                }
            }
        }
        int[] row = arcs.stream().mapToInt(arc -> arc[0]).toArray();
        int[] from = arcs.stream().mapToInt(arc -> arc[1]).toArray();
        return Csr.of(NODES, row, from, null);
    }

    static List<Arguments> layers() {
        List<Arguments> all = new ArrayList<>();
        for (String attention : AttentionFunction.keys()) {
            for (String aggregate : List.of("sum", "mean", "max")) {
                for (String combine : LayerRecipe.COMBINES) {
                    all.add(Arguments.of(attention, aggregate, combine));
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aHiddenAndALastLayer(String attention, String aggregate, String combine) {
        String first = attention + ":2x4:" + aggregate + ":" + combine + ":elu";
        String last = attention + ":3x9:" + aggregate + ":" + combine + ":linear";
        float[] x = Draw.floats(3, NODES * IN);
        try (Engine engine = new Engine(2);
                Neighbourhoods graph = Neighbourhoods.of(GRAPH);
                Tensor features = Tensor.of(NODES, IN, x)) {
            Network network = network(first + "/" + last, Map.of());
            Map<String, Parameter> weights =
                    network.parameters().stream().collect(Collectors.toMap(Parameter::name, p -> p));
            double[][] hidden =
                    layer(weights, "layer0.", Recipe.parse(first).layers().get(0), dense(x, IN), 4, false);
            double[][] wanted =
                    layer(weights, "layer1.", Recipe.parse(last).layers().get(0), hidden, OUT, true);
            try (Tape tape = Tape.inference(engine)) {
                Tensor got =
                        network.forward(tape, new Input.Dense(features), graph).value();
                for (int i = 0; i < NODES; i++) {
                    for (int c = 0; c < OUT; c++) {
                        assertThat((double) got.get(i, c)).as(i + ", " + c).isCloseTo(wanted[i][c], within(2e-4));
                    }
                }
            }
            network.parameters().forEach(Parameter::close);
        }
    }

    private static Network network(String recipe, Map<String, Object> others) {
        Map<String, Object> given = new java.util.HashMap<>(others);
        given.put("recipe", recipe);
        Settings settings = Settings.of(RecipeNetwork.ENTRY.options(), given);
        return new RecipeNetwork(settings, new Shape(IN, OUT, 0), new Initialiser(7));
    }

    private static double[][] dense(float[] x, int columns) {
        double[][] m = new double[x.length / columns][columns];
        for (int e = 0; e < x.length; e++) {
            m[e / columns][e % columns] = x[e];
        }
        return m;
    }

    private static double[][] layer(
            Map<String, Parameter> weights, String name, LayerRecipe recipe, double[][] h, int width, boolean last) {
        int heads = recipe.heads();
        double[][] x = new double[NODES][heads * width];
        Tensor w = weights.get(name + "weight").value();
        for (int i = 0; i < NODES; i++) {
            for (int c = 0; c < x[i].length; c++) {
                for (int k = 0; k < h[i].length; k++) {
                    x[i][c] += h[i][k] * w.get(k, c);
                }
            }
        }
        double[][] out = new double[NODES][last ? width : heads * width];
        for (int i = 0; i < NODES; i++) {
            List<Integer> hears = new ArrayList<>(List.of(i));
            for (int k = GRAPH.offsets()[i]; k < GRAPH.offsets()[i + 1]; k++) {
                hears.add(GRAPH.indices()[k]);
            }
            for (int head = 0; head < heads; head++) {
                double[] e = new double[hears.size()];
                double sum = 0;
                for (int n = 0; n < e.length; n++) {
                    e[n] = coefficient(weights, name, recipe.attention(), x, i, hears.get(n), head, width);
                    sum += Math.exp(e[n]);
                }
                for (int n = 0; n < e.length && recipe.attention().isTrained(); n++) {
                    e[n] = Math.exp(e[n]) / sum;
                }
                double[] aggregated = new double[width];
                for (int c = 0; c < width; c++) {
                    double most = Double.NEGATIVE_INFINITY;
                    for (int n = 0; n < e.length; n++) {
                        double message = e[n] * x[hears.get(n)][head * width + c];
                        aggregated[c] += message;
                        most = Math.max(most, message);
                    }
                    aggregated[c] = switch (recipe.aggregate()) {
                        case "mean" -> aggregated[c] / e.length;
                        case "max" -> most;
                        default -> aggregated[c];
                    };
                }
                if (recipe.mlp()) {
                    aggregated = perceptron(weights, name, x[i], aggregated, head, width);
                }
                for (int c = 0; c < width; c++) {
                    out[i][last ? c : head * width + c] += last ? aggregated[c] / heads : aggregated[c];
                }
            }
        }
        Tensor bias = weights.get(name + "bias").value();
        for (double[] row : out) {
            for (int c = 0; c < row.length; c++) {
                double z = row[c] + bias.get(0, c);
                row[c] = last ? z : z > 0 ? z : Math.expm1(z);
            }
        }
        return out;
    }

    private static double coefficient(
            Map<String, Parameter> weights,
            String name,
            AttentionFunction function,
            double[][] x,
            int i,
            int j,
            int head,
            int width) {
        double sum = 0;
        double mirrored = 0;
        for (int c = head * width; function.isTrained() && c < (head + 1) * width; c++) {
            double l = weights.get(name + "own").value().get(0, c);
            double r = weights.get(name + "neighbour").value().get(0, c);
            mirrored += l * x[j][c] + r * x[i][c];
            sum += switch (function) {
                case LINEAR -> (l + r) * x[j][c];
                case COS -> l * x[i][c] * r * x[j][c];
                case GENE_LINEAR -> weights.get(name + "gate").value().get(0, c) * Math.tanh(l * x[i][c] + r * x[j][c]);
                default -> l * x[i][c] + r * x[j][c];
            };
        }
        return switch (function) {
            case CONST -> 1;
            case GCN -> 1 / Math.sqrt((double) degree(i) * degree(j));
            case GAT -> leaky(sum);
            case SYM_GAT -> leaky(sum) + leaky(mirrored);
            case LINEAR -> Math.tanh(sum);
            case COS, GENE_LINEAR -> sum;
        };
    }

    private static double leaky(double value) {
        return value > 0 ? value : Activation.LEAK * value;
    }

    /** With the node itself. */
    private static int degree(int i) {
        return GRAPH.offsets()[i + 1] - GRAPH.offsets()[i] + 1;
    }

    private static double[] perceptron(
            Map<String, Parameter> weights, String name, double[] own, double[] aggregated, int head, int width) {
        double[] both = new double[2 * width];
        System.arraycopy(own, head * width, both, 0, width);
        System.arraycopy(aggregated, 0, both, width, width);
        double[] hidden = linear(weights, name + "combine.linear0.", both, width);
        for (int c = 0; c < width; c++) {
            hidden[c] = Math.max(0, hidden[c]);
        }
        return linear(weights, name + "combine.linear1.", hidden, width);
    }

    private static double[] linear(Map<String, Parameter> weights, String name, double[] in, int width) {
        double[] out = new double[width];
        for (int c = 0; c < width; c++) {
            out[c] = weights.get(name + "bias").value().get(0, c);
            for (int k = 0; k < in.length; k++) {
                out[c] += in[k] * weights.get(name + "weight").value().get(k, c);
            }
        }
        return out;
    }

    @Test
    void skipsAndNormsHaveWidthsThatFit() {
        for (String skip : List.of("none", "sum", "concat")) {
            Network network = network(
                    "gat:2x4:sum:identity:elu/const:1x6:mean:mlp:relu/gcn:2x5:lcm:identity:tanh/cos:3x1:max:mlp:linear",
                    Map.of("skip", skip, "recipeNorm", "layer", "lastActivation", true));
            float[] x = Draw.floats(3, NODES * IN);
            try (Engine engine = new Engine(1);
                    Neighbourhoods graph = Neighbourhoods.of(GRAPH);
                    Tensor features = Tensor.of(NODES, IN, x);
                    Tape tape = Tape.inference(engine)) {
                Tensor got =
                        network.forward(tape, new Input.Dense(features), graph).value();
                assertThat(got.columns()).isEqualTo(OUT);
                assertThat(got.firstNonFinite()).isNegative();
            }
            network.parameters().forEach(Parameter::close);
        }
    }

    @Test
    void aRecipeIsWrittenAsItIsRead() {
        String text = "sym-gat:8x16:max:mlp:relu6/gene-linear:1x7:lcm:identity:linear";
        assertThat(Recipe.parse(text).toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "gat", "gat:8:sum:identity:elu", "gat:0x8:sum:identity:elu", "gat:8x8:sum:identity:swish"})
    void whatIsNoRecipeIsRefused(String text) {
        assertThatThrownBy(() -> Recipe.parse(text))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("recipe");
    }
}
