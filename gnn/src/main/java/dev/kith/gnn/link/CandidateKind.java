package dev.kith.gnn.link;

import java.util.List;

/** Among which nodes the likeliest new links of a node are looked for; all n × n pairs are never made. */
public enum CandidateKind {
    /** Those within two steps, which a node shares a neighbour with or is joined to by another relationship. */
    TWO_HOPS,
    /** Those of the most similar vectors, wherever they are in the graph: {@link NearestVectors}. */
    NEAREST;

    /** As a user writes them. */
    public static final List<String> KEYS = List.of("twoHops", "nearest");

    public static CandidateKind of(String key) {
        return values()[KEYS.indexOf(key)];
    }
}
