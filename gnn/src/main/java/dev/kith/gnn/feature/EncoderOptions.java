package dev.kith.gnn.feature;

import dev.kith.graph.FeatureRequest;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The options that a feature's encoder is asked for with, checked. */
record EncoderOptions(FeatureRequest request) {

    /** @throws KithException naming the nearest known option */
    static EncoderOptions of(FeatureRequest request, List<String> known) {
        for (String name : request.options().keySet()) {
            if (!known.contains(name)) {
                throw new KithException("The encoder '" + request.encoder() + "' of '"
                        + String.join("+", request.properties()) + "' has no option '" + name + "'"
                        + Nearest.hint(name, known));
            }
        }
        return new EncoderOptions(request);
    }

    String text(String name) {
        return request.options().get(name);
    }

    int whole(String name, int fallback, int least, int most) {
        String text = request.options().getOrDefault(name, Integer.toString(fallback));
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, text, "a whole number from " + least + " to " + most, e);
        }
        throw wrong(name, text, "a whole number from " + least + " to " + most, null);
    }

    boolean flag(String name, boolean fallback) {
        String text = request.options().getOrDefault(name, Boolean.toString(fallback));
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, text, "true or false", null);
        };
    }

    <E extends Enum<E>> E choice(String name, E fallback, Class<E> type) {
        String text = request.options().getOrDefault(name, fallback.name());
        List<E> choices = Arrays.asList(type.getEnumConstants());
        return choices.stream()
                .filter(choice -> choice.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> wrong(
                        name,
                        text,
                        "one of "
                                + String.join(
                                        ", ",
                                        choices.stream()
                                                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                                                .toList()),
                        null));
    }

    private KithException wrong(String name, String text, String range, Throwable cause) {
        return new KithException(
                "The option " + name + " of the encoder '" + request.encoder() + "' cannot be '" + text + "': it is "
                        + range + ".",
                cause);
    }
}
