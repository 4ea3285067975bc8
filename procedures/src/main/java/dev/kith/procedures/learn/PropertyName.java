// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.KithException;

/** The bounds of a name that predictions get. */
final class PropertyName {
    private static final int LONGEST = 16_383;

    private PropertyName() {}

    /** @param what is named, at the beginning of a sentence */
    static void check(String what, String name) {
        if (name.isBlank() || name.length() > LONGEST) {
            throw new KithException(what + "'s name has 1 to " + LONGEST + " characters.");
        }
    }
}
