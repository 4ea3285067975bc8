package dev.kith.gnn.model.adpa;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.WeightedSum;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Module;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Attention over the hops of one pattern: {@code Σ_l α_il · Z_i^(l)} with weights from the node's own rows. The logit of
 * hop l is, by mode, recursive {@code wᵀ[Z^(0) ‖ … ‖ Z^(K) ‖ Z^(l)] + b}, reference {@code wᵀ[X ‖ Z^(l)] + b}, gate
 * {@code wᵀZ^(l) + b}, simple a free number; none is the plain sum.
 *
 * <p>What is summed here is the hops' product with the branch's weights: the same, without a matrix as wide as the
 * features. The vectors w stand beside these weights, so that one product makes values and scores.
 */
final class HopAttention implements Module {
    /** The first is the published code's default. */
    static final List<String> MODES = List.of("recursive", "reference", "gate", "simple", "none");

    /** The score that counts for its own hop; others count for all. */
    private static final String OWN = "hop";

    private final List<List<Parameter>> columns = new ArrayList<>();
    private final Map<String, Parameter> vectors = new LinkedHashMap<>();
    private final RowAttention attention;

    /**
     * @param in width of the features
     * @param hops propagated ones; X is one more
     */
    HopAttention(String mode, Initialiser initialiser, int in, int hops, boolean sharp) {
        int things = hops + 1;
        int together =
                switch (mode) {
                    case "recursive" -> things + 1;
                    case "reference" -> 2;
                    default -> 1;
                };
        float bound = (float) (1.0 / Math.sqrt((double) together * in));
        List<float[]> mixing = new ArrayList<>();
        for (int l = 0; l < things; l++) {
            List<Parameter> beside = new ArrayList<>();
            for (String name : scores(mode, l)) {
                beside.add(vectors.computeIfAbsent(name, n -> initialiser.uniform(n, in, 1, bound, true)));
                float[] counts = new float[things];
                Arrays.fill(counts, name.equals(OWN) ? 0f : 1f);
                counts[l] = 1f;
                mixing.add(counts);
            }
            columns.add(beside);
        }
        attention = switch (mode) {
            case "none" -> null;
            case "simple" -> new RowAttention(things, mixing, initialiser.constant("weights", 1, things, 0f), sharp);
            default -> new RowAttention(things, mixing, initialiser.uniform("bias", 1, 1, bound, false), sharp);
        };
    }

    /** What is computed from hop l for the logits. */
    private static List<String> scores(String mode, int l) {
        return switch (mode) {
            case "recursive" -> List.of("all" + l, OWN);
            case "reference" -> l == 0 ? List.of("features", OWN) : List.of(OWN);
            case "gate" -> List.of(OWN);
            default -> List.of();
        };
    }

    /** The vectors {@code [in, 1]} that hop l is multiplied with beside the branch's weights. */
    List<Parameter> columns(int l) {
        return columns.get(l);
    }

    /**
     * @param values of the hops, {@code [n, h]} each
     * @param scores of the hops one after the other: their products with {@link #columns}
     * @return {@code [n, h]}
     */
    Variable mix(Tape tape, List<Variable> values, List<Variable> scores) {
        if (attention != null) {
            return WeightedSum.apply(
                    tape, attention.weights(tape, values.getFirst().rows(), scores), values);
        }
        Variable sum = values.getFirst();
        for (Variable value : values.subList(1, values.size())) {
            sum = Add.apply(tape, sum, value);
        }
        return sum;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(vectors.values());
        if (attention != null) {
            all.add(attention.bias());
        }
        return all;
    }
}
