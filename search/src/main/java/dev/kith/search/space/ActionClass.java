package dev.kith.search.space;

import java.util.List;

/**
 * One kind of decision.
 *
 * @param values what can be chosen, at least one
 * @param perLayer whether each layer has its own choice; else there is one for the whole architecture
 */
public record ActionClass(String name, List<Object> values, boolean perLayer) {
    public ActionClass {
        values = List.copyOf(values);
    }
}
