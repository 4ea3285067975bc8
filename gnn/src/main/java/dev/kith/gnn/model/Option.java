package dev.kith.gnn.model;

import dev.kith.graph.KithException;
import java.util.List;
import java.util.Locale;

/**
 * One setting of a model or of its training.
 *
 * @param name camelCase key
 * @param sentence what it does, for the reference page
 * @param fallback the default, of the kind's type
 * @param grid values that {@code --tune} tries; empty where it is not tuned
 */
public record Option(String name, Kind kind, Object fallback, String sentence, List<Object> grid) {

    public static Option number(String name, double fallback, double least, double most, String sentence) {
        return new Option(name, new Kind.Real(least, most), fallback, sentence, List.of());
    }

    public static Option count(String name, int fallback, int least, int most, String sentence) {
        return new Option(name, new Kind.Whole(least, most), fallback, sentence, List.of());
    }

    public static Option flag(String name, boolean fallback, String sentence) {
        return new Option(name, new Kind.Flag(), fallback, sentence, List.of());
    }

    public static Option choice(String name, String fallback, List<String> choices, String sentence) {
        return new Option(name, new Kind.Choice(choices), fallback, sentence, List.of());
    }

    public static Option text(String name, String fallback, String sentence) {
        return new Option(name, new Kind.Text(), fallback, sentence, List.of());
    }

    public Option tuned(Object... values) {
        return new Option(name, kind, fallback, sentence, List.of(values));
    }

    public Option withDefault(Object value) {
        return new Option(name, kind, value, sentence, grid);
    }

    /** Reads a value given as text, a number or a boolean. */
    public Object parse(Object given) {
        String text = String.valueOf(given).strip();
        Object value = given == null ? null : kind.parse(text);
        if (value == null) {
            throw new KithException("The setting " + name + " cannot be '" + shortened(text) + "': it is "
                    + kind.range() + " (default " + fallback + ").");
        }
        return value;
    }

    private static String shortened(String text) {
        // A name may be cut in the middle of a surrogate pair otherwise.
        return text.codePointCount(0, text.length()) <= 60
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 60)) + "…";
    }

    /** What values an option takes. */
    public sealed interface Kind {
        /** The value, or null where the text is not one. */
        Object parse(String text);

        /** The range in words. */
        String range();

        record Real(double least, double most) implements Kind {
            @Override
            public Object parse(String text) {
                try {
                    double value = Double.parseDouble(text);
                    return value >= least && value <= most ? value : null;
                } catch (NumberFormatException e) {
                    return null;
                }
            }

            @Override
            public String range() {
                return "a number from " + least + " to " + most;
            }
        }

        record Whole(int least, int most) implements Kind {
            @Override
            public Object parse(String text) {
                try {
                    double value = Double.parseDouble(text);
                    return value == Math.rint(value) && value >= least && value <= most ? (int) value : null;
                } catch (NumberFormatException e) {
                    return null;
                }
            }

            @Override
            public String range() {
                return "a whole number from " + least + " to " + most;
            }
        }

        record Flag() implements Kind {
            @Override
            public Object parse(String text) {
                return switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on" -> true;
                    case "false", "no", "off" -> false;
                    default -> null;
                };
            }

            @Override
            public String range() {
                return "true or false";
            }
        }

        /** Any text, for names of the graph's own. */
        record Text() implements Kind {
            private static final int MOST_CHARACTERS = 1000;

            @Override
            public Object parse(String text) {
                return text.length() <= MOST_CHARACTERS ? text : null;
            }

            @Override
            public String range() {
                return "a text of at most " + MOST_CHARACTERS + " characters";
            }
        }

        record Choice(List<String> choices) implements Kind {
            @Override
            public Object parse(String text) {
                return choices.stream()
                        .filter(choice -> choice.equalsIgnoreCase(text))
                        .findFirst()
                        .orElse(null);
            }

            @Override
            public String range() {
                return "one of " + String.join(", ", choices);
            }
        }
    }
}
