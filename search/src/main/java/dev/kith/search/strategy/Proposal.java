package dev.kith.search.strategy;

import dev.kith.search.space.Architecture;
import java.util.List;

/**
 * What a strategy wants to see tried.
 *
 * @param parent what it was made from, or null where it was drawn
 * @param changed classes that were chosen anew; empty where it was drawn
 */
public record Proposal(Architecture architecture, Architecture parent, List<Integer> changed) {
    static Proposal drawn(Architecture architecture) {
        return new Proposal(architecture, null, List.of());
    }
}
