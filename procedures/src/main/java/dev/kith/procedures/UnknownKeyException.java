// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures;

import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.util.List;

/** A map has a key that nobody knows. */
public final class UnknownKeyException extends KithException {
    private static final long serialVersionUID = 1;

    private final transient List<String> known;

    UnknownKeyException(String what, String key, List<String> known) {
        super("The " + what + " has no key '" + key.replaceAll("\\p{Cntrl}", "?") + "'" + Nearest.hint(key, known));
        this.known = List.copyOf(known);
    }

    /** The keys that there are. */
    public List<String> known() {
        return known;
    }
}
