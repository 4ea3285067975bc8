package dev.kith.graph.job;

import dev.kith.graph.KithException;
import java.util.List;
import java.util.Locale;

/**
 * One option of a model, its training or an analysis, as those say who see no learner.
 *
 * @param type real, whole, flag, choice or text
 * @param least of a number
 * @param most of a number; of a text, its characters
 * @param choices of a choice
 * @param fallback the value where none is given
 */
public record OptionDescription(
        String name, String type, double least, double most, List<String> choices, Object fallback, String sentence) {

    OptionDescription withDefault(Object value) {
        return new OptionDescription(name, type, least, most, choices, value, sentence);
    }

    /**
     * The value as the option's type has it.
     *
     * @throws KithException naming the option, the value and the range
     */
    public Object check(Object given) {
        Object value =
                switch (type) {
                    case "flag" -> given instanceof Boolean ? given : null;
                    case "choice" -> choice(given);
                    case "text" -> given instanceof String text && text.length() <= most ? text : null;
                    default -> number(given);
                };
        if (value == null) {
            String shown = String.valueOf(given);
            throw new KithException("The option '" + name + "' cannot be "
                    + (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown).replaceAll("\\p{Cntrl}", "?")
                    + "; it is " + range() + " (default " + fallback + ").");
        }
        return value;
    }

    private Object choice(Object given) {
        String text = String.valueOf(given).toLowerCase(Locale.ROOT);
        return choices.stream()
                .filter(choice -> choice.toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElse(null);
    }

    private Object number(Object given) {
        if (!(given instanceof Number number)) {
            return null;
        }
        double value = number.doubleValue();
        if (!(value >= least && value <= most)) {
            return null;
        }
        if (type.equals("real")) {
            return value;
        }
        return value == Math.rint(value) ? (Object) (long) value : null;
    }

    /** The range in words. */
    public String range() {
        return switch (type) {
            case "real" -> "a number from " + least + " to " + most;
            case "whole" -> "a whole number from " + (long) least + " to " + (long) most;
            case "flag" -> "true or false";
            case "choice" -> "one of " + String.join(", ", choices);
            default -> "a text of at most " + (long) most + " characters";
        };
    }
}
