package dev.kith.graph;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The known name that a mistyped one was probably meant to be. */
public final class Nearest {
    private static final int NAMES_LISTED = 20;

    private Nearest() {}

    /** {@code ; did you mean 'x'?}, or a list of the names, or of the first of them, where none is near. */
    public static String hint(String given, List<String> names) {
        if (names.isEmpty()) {
            return ", and no other one either.";
        }
        String wanted = given.toLowerCase(Locale.ROOT);
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= Math.max(2, name.length() / 3))
                .map(name -> "; did you mean '" + name + "'?")
                .orElseGet(() -> "; known: " + String.join(", ", names.subList(0, Math.min(NAMES_LISTED, names.size())))
                        + (names.size() > NAMES_LISTED ? " and " + (names.size() - NAMES_LISTED) + " more." : "."));
    }

    /** Insertions, deletions and substitutions between two words. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
