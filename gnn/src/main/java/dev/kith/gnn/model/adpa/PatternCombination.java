package dev.kith.gnn.model.adpa;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.ConcatColumns;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.autograd.ops.ScaleBy;
import dev.kith.gnn.autograd.ops.WeightedSum;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Module;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the branches B_0 (of X) … B_p become one matrix, by mode: scalarConcat {@code [τ_0 B_0 ‖ … ‖ τ_p B_p]} with free
 * numbers that start at 1; gate the mean with weights for each node from {@code vᵀB_b}; reference from {@code vᵀ[B_0 ‖
 * B_b]}; jk from a linear map of all branches side by side; none the plain sum.
 */
final class PatternCombination implements Module {
    /** The first is the published code's default. */
    static final List<String> MODES = List.of("scalarConcat", "gate", "reference", "jk", "none");

    private final String mode;
    private final int branches;
    private final List<Parameter> parameters = new ArrayList<>();
    private final RowAttention attention;

    PatternCombination(String mode, Initialiser initialiser, int branches, int hidden, boolean sharp) {
        this.mode = mode;
        this.branches = branches;
        int read =
                switch (mode) {
                    case "jk" -> branches * hidden;
                    case "reference" -> 2 * hidden;
                    default -> hidden;
                };
        float bound = (float) (1.0 / Math.sqrt(read));
        List<float[]> mixing = identity(branches);
        switch (mode) {
            case "scalarConcat" -> {
                for (int b = 0; b < branches; b++) {
                    parameters.add(initialiser.constant("scale" + b, 1, 1, 1f));
                }
            }
            case "gate" -> parameters.add(initialiser.uniform("score", hidden, 1, bound, true));
            case "reference" -> {
                parameters.add(initialiser.uniform("score", hidden, 1, bound, true));
                parameters.add(initialiser.uniform("features", hidden, 1, bound, true));
                float[] forAll = new float[branches];
                Arrays.fill(forAll, 1f);
                mixing.add(forAll);
            }
            case "jk" -> parameters.add(initialiser.uniform("score", read, branches, bound, true));
            default -> {}
        }
        boolean weighs = !mode.equals("scalarConcat") && !mode.equals("none");
        if (weighs) {
            Parameter bias = initialiser.uniform("bias", 1, mode.equals("jk") ? branches : 1, bound, false);
            parameters.add(bias);
            attention = new RowAttention(branches, mixing, bias, sharp);
        } else {
            attention = null;
        }
    }

    private static List<float[]> identity(int size) {
        List<float[]> rows = new ArrayList<>();
        for (int b = 0; b < size; b++) {
            rows.add(new float[size]);
            rows.getLast()[b] = 1f;
        }
        return rows;
    }

    /** Columns of the result for branches of {@code hidden} columns. */
    int width(int hidden) {
        return mode.equals("scalarConcat") ? branches * hidden : hidden;
    }

    /** @param values of the branches, {@code [n, hidden]} each */
    Variable apply(Tape tape, List<Variable> values) {
        return switch (mode) {
            case "scalarConcat" -> {
                List<Variable> scaled = new ArrayList<>();
                for (int b = 0; b < branches; b++) {
                    scaled.add(ScaleBy.apply(tape, 0f, tape.parameter(parameters.get(b)), values.get(b)));
                }
                yield ConcatColumns.apply(tape, scaled);
            }
            case "none" -> {
                Variable sum = values.getFirst();
                for (Variable value : values.subList(1, branches)) {
                    sum = Add.apply(tape, sum, value);
                }
                yield sum;
            }
            default ->
                WeightedSum.apply(
                        tape, attention.weights(tape, values.getFirst().rows(), scores(tape, values)), values);
        };
    }

    private List<Variable> scores(Tape tape, List<Variable> values) {
        Variable score = tape.parameter(parameters.getFirst());
        if (mode.equals("jk")) {
            return List.of(MatMul.apply(tape, ConcatColumns.apply(tape, values), score));
        }
        List<Variable> scores = new ArrayList<>();
        values.forEach(value -> scores.add(MatMul.apply(tape, value, score)));
        if (mode.equals("reference")) {
            scores.add(MatMul.apply(tape, values.getFirst(), tape.parameter(parameters.get(1))));
        }
        return scores;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }
}
