package dev.kith.ingest.wordnet;

import java.util.HashMap;
import java.util.Map;

/**
 * The 26 kinds of pointer of WordNet 3.1 and the 18 relationship types that they become.
 *
 * <ul>
 *   <li><b>Inverse pairs</b> (hypernym and hyponym, holonym and meronym, domain and member) are stated from both ends.
 *       One relationship is stored for the two: from the narrower to the wider synset, from the part to the whole, from
 *       the member to its domain.
 *   <li><b>Symmetric</b> pointers (antonym, derivation, similar to, verb group, attribute) are stored once, from the
 *       synset that stands first in the data files.
 *   <li><b>One-way</b> pointers are stored as they stand. "Also see" is one of them: a fifth of its pointers is not
 *       returned.
 * </ul>
 *
 * Pointers between two words of the same synsets (lexical pointers) become one relationship of the synsets.
 */
enum PointerKind {
    HYPERNYM("@", "HYPERNYM", Direction.AS_STATED),
    HYPONYM("~", "HYPERNYM", Direction.REVERSED),
    INSTANCE_HYPERNYM("@i", "INSTANCE_HYPERNYM", Direction.AS_STATED),
    INSTANCE_HYPONYM("~i", "INSTANCE_HYPERNYM", Direction.REVERSED),
    MEMBER_HOLONYM("#m", "HOLONYM_MEMBER", Direction.AS_STATED),
    MEMBER_MERONYM("%m", "HOLONYM_MEMBER", Direction.REVERSED),
    SUBSTANCE_HOLONYM("#s", "HOLONYM_SUBSTANCE", Direction.AS_STATED),
    SUBSTANCE_MERONYM("%s", "HOLONYM_SUBSTANCE", Direction.REVERSED),
    PART_HOLONYM("#p", "HOLONYM_PART", Direction.AS_STATED),
    PART_MERONYM("%p", "HOLONYM_PART", Direction.REVERSED),
    DOMAIN_TOPIC(";c", "DOMAIN_TOPIC", Direction.AS_STATED),
    TOPIC_MEMBER("-c", "DOMAIN_TOPIC", Direction.REVERSED),
    DOMAIN_REGION(";r", "DOMAIN_REGION", Direction.AS_STATED),
    REGION_MEMBER("-r", "DOMAIN_REGION", Direction.REVERSED),
    DOMAIN_USAGE(";u", "DOMAIN_USAGE", Direction.AS_STATED),
    USAGE_MEMBER("-u", "DOMAIN_USAGE", Direction.REVERSED),
    ANTONYM("!", "ANTONYM", Direction.SYMMETRIC),
    DERIVATION("+", "DERIVATION", Direction.SYMMETRIC),
    SIMILAR_TO("&", "SIMILAR_TO", Direction.SYMMETRIC),
    VERB_GROUP("$", "VERB_GROUP", Direction.SYMMETRIC),
    ATTRIBUTE("=", "ATTRIBUTE", Direction.SYMMETRIC),
    ALSO_SEE("^", "ALSO_SEE", Direction.AS_STATED),
    ENTAILMENT("*", "ENTAILMENT", Direction.AS_STATED),
    CAUSE(">", "CAUSE", Direction.AS_STATED),
    PERTAINYM("\\", "PERTAINYM", Direction.AS_STATED),
    PARTICIPLE("<", "PARTICIPLE", Direction.AS_STATED);

    /** How a stated pointer becomes a relationship. */
    enum Direction {
        AS_STATED,
        REVERSED,
        SYMMETRIC
    }

    private static final Map<String, PointerKind> BY_SYMBOL = new HashMap<>();

    static {
        for (PointerKind kind : values()) {
            BY_SYMBOL.put(kind.symbol, kind);
        }
    }

    private final String symbol;
    final String relationshipType;
    final Direction direction;

    PointerKind(String symbol, String relationshipType, Direction direction) {
        this.symbol = symbol;
        this.relationshipType = relationshipType;
        this.direction = direction;
    }

    static PointerKind of(String symbol) {
        PointerKind kind = BY_SYMBOL.get(symbol);
        if (kind == null) {
            throw new IllegalArgumentException("no pointer has the symbol '" + symbol + "'");
        }
        return kind;
    }
}
