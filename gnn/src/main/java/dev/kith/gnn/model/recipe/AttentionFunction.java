package dev.kith.gnn.model.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much a neighbour counts; see {@link Coefficients} for the equations. */
public enum AttentionFunction {
    CONST,
    GCN,
    GAT,
    SYM_GAT,
    COS,
    LINEAR,
    GENE_LINEAR;

    /** As in a recipe, for example {@code sym-gat}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether coefficients are trained, and softmax-normalised over the neighbours. */
    boolean isTrained() {
        return this != CONST && this != GCN;
    }

    /** The function with this name. */
    static AttentionFunction named(String key) {
        return Arrays.stream(values())
                .filter(function -> function.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** All names. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(AttentionFunction::key).toList();
    }
}
