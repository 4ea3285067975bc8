package dev.kith.gnn.link;

import java.util.List;

/** What the common-neighbour decoder sums for a pair. */
enum Pool {
    /** The common neighbours' vectors: NCN. */
    COMMON,
    /** Only how many there are. */
    COUNT,
    /** The common neighbours and, apart, those of one end only. */
    DIFFERENCE,
    /** The common neighbours and, apart, neighbours of one end two steps from the other: NCN2. */
    TWO_HOPS;

    static final List<String> KEYS = List.of("common", "count", "difference", "twoHops");

    static Pool of(String key) {
        return values()[KEYS.indexOf(key)];
    }
}
