package dev.kith.gnn.model.recipe;

import dev.kith.gnn.aggr.Aggregator;
import dev.kith.gnn.aggr.AggregatorRegistry;
import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.AttentionMax;
import dev.kith.gnn.autograd.ops.AttentionSum;
import dev.kith.gnn.autograd.ops.ConcatColumns;
import dev.kith.gnn.autograd.ops.DropoutRows;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.autograd.ops.NeighbourMax;
import dev.kith.gnn.autograd.ops.Reshape;
import dev.kith.gnn.autograd.ops.SparseMatMul;
import dev.kith.gnn.conv.Conv;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Mlp;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code combine(x_i, aggregate_j e_ij · x_j)} with {@code x = X · W}, for each head: {@code [n, in] → [n, heads · width]},
 * or the heads' mean {@code [n, width]} in a last layer. The combining perceptron, {@code [2 · width → width → width]}, is
 * one for all heads.
 */
final class RecipeLayer implements Conv {
    private final LayerRecipe recipe;
    private final int width;
    private final boolean averages;
    private final float attentionDropout;
    private final Parameter weight;
    private final Coefficients coefficients;
    private final Aggregator learned;
    private final Mlp combination;

    /**
     * @param width of one head
     * @param averages whether the heads' mean is taken, not all of them side by side
     */
    RecipeLayer(
            Initialiser initialiser, LayerRecipe recipe, int in, int width, boolean averages, float attentionDropout) {
        this.recipe = recipe;
        this.width = width;
        this.averages = averages && recipe.heads() > 1;
        this.attentionDropout = attentionDropout;
        int columns = recipe.heads() * width;
        this.weight = initialiser.glorot("weight", in, columns);
        this.learned = recipe.aggregate().equals(LayerRecipe.LCM) ? lcm(initialiser, columns) : null;
        this.coefficients = learned == null && recipe.attention().isTrained()
                ? new Coefficients(initialiser, recipe.attention(), recipe.heads(), width)
                : null;
        this.combination =
                recipe.mlp() ? new Mlp(initialiser.within("combine"), List.of(2 * width, width, width), 0f) : null;
    }

    private static Aggregator lcm(Initialiser initialiser, int columns) {
        List<Option> options = Stream.concat(
                        Stream.of(
                                Option.choice("aggregator", LayerRecipe.LCM, AggregatorRegistry.names(), ""),
                                Option.count("hidden", columns, 1, Integer.MAX_VALUE, "")),
                        AggregatorRegistry.options().stream())
                .toList();
        return AggregatorRegistry.create(Settings.of(options, Map.of()), initialiser, columns);
    }

    @Override
    public Variable apply(Tape tape, Input input, float dropout, Neighbourhoods graph) {
        Variable x = input.times(tape, tape.parameter(weight), dropout);
        Variable value = combined(tape, x, aggregated(tape, graph, x));
        return averages ? mean(tape, value) : value;
    }

    private Variable aggregated(Tape tape, Neighbourhoods graph, Variable x) {
        if (learned != null) {
            return learned.aggregate(tape, graph, x);
        }
        SparsePattern arcs = graph.closed();
        if (coefficients == null) {
            return untrained(tape, graph, arcs, x);
        }
        Variable alpha = DropoutRows.apply(tape, coefficients.of(tape, graph, x), attentionDropout);
        return switch (recipe.aggregate()) {
            case "max" -> AttentionMax.apply(tape, arcs, alpha, x);
            case "mean" -> SparseMatMul.apply(tape, shares(arcs), AttentionSum.apply(tape, arcs, alpha, x));
            default -> AttentionSum.apply(tape, arcs, alpha, x);
        };
    }

    /** With coefficients that are the graph's: 1, or {@code 1 / √(deg_i deg_j)}. */
    private Variable untrained(Tape tape, Neighbourhoods graph, SparsePattern arcs, Variable x) {
        SparseMatrix constant =
                recipe.attention() == AttentionFunction.GCN ? graph.symmetric() : new SparseMatrix(arcs, null, null);
        return switch (recipe.aggregate()) {
            case "max" ->
                constant.values() == null
                        ? NeighbourMax.apply(tape, constant.pattern(), x)
                        : AttentionMax.apply(tape, constant.pattern(), column(tape, constant), x);
            case "mean" -> SparseMatMul.apply(tape, shares(arcs), SparseMatMul.apply(tape, constant, x));
            default -> SparseMatMul.apply(tape, constant, x);
        };
    }

    /** Entries with their rows' factors, {@code [arcs, 1]}. */
    private static Variable column(Tape tape, SparseMatrix matrix) {
        SparsePattern pattern = matrix.pattern();
        Tensor values = tape.engine().pool().take(pattern.arcs(), 1);
        for (int i = 0; i < pattern.rows(); i++) {
            for (int k = pattern.offsets()[i]; k < pattern.offsets()[i + 1]; k++) {
                values.set(k, 0, matrix.value(i, k));
            }
        }
        return tape.ownedConstant(values);
    }

    /** Divides a row by the number of its arcs. */
    private static SparseMatrix shares(SparsePattern arcs) {
        int n = arcs.rows();
        int[] offsets = new int[n + 1];
        int[] diagonal = new int[n];
        float[] share = new float[n];
        for (int i = 0; i < n; i++) {
            offsets[i + 1] = i + 1;
            diagonal[i] = i;
            share[i] = 1f / Math.max(1, arcs.degree(i));
        }
        return new SparseMatrix(new SparsePattern(n, n, offsets, diagonal), share, null);
    }

    private Variable combined(Tape tape, Variable x, Variable aggregated) {
        if (combination == null) {
            return aggregated;
        }
        int rows = x.rows() * recipe.heads();
        Variable both = ConcatColumns.apply(
                tape, List.of(Reshape.apply(tape, x, rows, width), Reshape.apply(tape, aggregated, rows, width)));
        return Reshape.apply(tape, combination.apply(tape, Input.of(both)), x.rows(), recipe.heads() * width);
    }

    private Variable mean(Tape tape, Variable value) {
        Tensor matrix = tape.engine().pool().takeZeroed(value.columns(), width);
        for (int c = 0; c < value.columns(); c++) {
            matrix.set(c, c % width, 1f / recipe.heads());
        }
        return MatMul.apply(tape, value, tape.ownedConstant(matrix));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(weight));
        if (coefficients != null) {
            all.addAll(coefficients.parameters());
        }
        if (learned != null) {
            all.addAll(learned.parameters());
        }
        if (combination != null) {
            all.addAll(combination.parameters());
        }
        return all;
    }
}
