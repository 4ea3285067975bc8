package dev.kith.gnn.model.amud;

import java.util.Arrays;
import java.util.List;

/**
 * The ways of one or two steps along (A) or against (Aᵀ) the relationships, in the order of the published operators. A
 * pattern connects u to v where its matrix product has an entry at (u, v).
 */
public enum DirectedPattern {
    /** u points to v. */
    FORWARD("A", Step.ALONG, null),
    /** v points to u. */
    BACKWARD("Aᵀ", Step.AGAINST, null),
    /** Two steps forward. */
    TWICE_FORWARD("AA", Step.ALONG, Step.ALONG),
    /** u and v point to the same node. */
    COMMON_TARGET("AAᵀ", Step.ALONG, Step.AGAINST),
    /** The same node points to u and v. */
    COMMON_SOURCE("AᵀA", Step.AGAINST, Step.ALONG),
    /** Two steps backward. */
    TWICE_BACKWARD("AᵀAᵀ", Step.AGAINST, Step.AGAINST);

    private final String word;
    private final Step first;
    private final Step second;

    DirectedPattern(String word, Step first, Step second) {
        this.word = word;
        this.first = first;
        this.second = second;
    }

    /** One relationship, read along or against its direction. */
    public enum Step {
        ALONG,
        AGAINST
    }

    /** As a product of adjacencies: {@code AAᵀ}. */
    public String word() {
        return word;
    }

    /** The step from u. */
    public Step first() {
        return first;
    }

    /** The step to v; null for a pattern of one step. */
    public Step second() {
        return second;
    }

    public int order() {
        return second == null ? 1 : 2;
    }

    /** Whether it is the first of its order: on a symmetric graph the others are the same. */
    public boolean isFirstOfOrder() {
        return this == FORWARD || this == TWICE_FORWARD;
    }

    /** Patterns of at most this order. */
    public static List<DirectedPattern> upTo(int order) {
        return Arrays.stream(values()).filter(p -> p.order() <= order).toList();
    }
}
