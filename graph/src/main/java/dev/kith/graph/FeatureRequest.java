package dev.kith.graph;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What is asked to be learned from: a node property as it is, or properties that an encoder turns into features. As text
 * {@code property}, or {@code property[+property…]:encoder[;option=value…]}; a property that is called like the whole
 * text is that property.
 *
 * @param properties at least one
 * @param encoder one of {@link #ENCODERS}, or null for the usual one of the property's kind
 * @param options of the encoder
 */
public record FeatureRequest(List<String> properties, String encoder, Map<String, String> options) {
    /** Encoders that are asked for by name. */
    public static final List<String> ENCODERS = List.of("invariant", "sphere");

    /** The option of an encoder that names a property itself. */
    public static final String GROUP = "group";

    public FeatureRequest {
        properties = List.copyOf(properties);
        options = Map.copyOf(new LinkedHashMap<>(options));
    }

    /** @param known the graph's node properties; may be empty where they are not known yet */
    public static FeatureRequest parse(String text, Set<String> known) {
        int colon = text.lastIndexOf(':');
        if (known.contains(text) || colon <= 0) {
            return new FeatureRequest(List.of(text), null, Map.of());
        }
        String[] parts = text.substring(colon + 1).split(";", -1);
        String encoder = ENCODERS.stream()
                .filter(name -> name.equalsIgnoreCase(parts[0]))
                .findFirst()
                .orElse(null);
        if (encoder == null) {
            return new FeatureRequest(List.of(text), null, Map.of());
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : Arrays.asList(parts).subList(1, parts.length)) {
            int equals = option.indexOf('=');
            if (equals <= 0) {
                throw new KithException("The feature '" + text + "' has an option '" + option
                        + "' that is not NAME=VALUE; write for example 'location:invariant;chirality=true'.");
            }
            options.put(
                    option.substring(0, equals).strip(),
                    option.substring(equals + 1).strip());
        }
        String named = text.substring(0, colon);
        List<String> properties = known.contains(named) ? List.of(named) : List.of(named.split("\\+", -1));
        return new FeatureRequest(properties, encoder, options);
    }

    /** All node properties that some requests read, each once. */
    public static List<String> read(List<String> texts, Set<String> known) {
        return texts.stream()
                .flatMap(text -> parse(text, known).read().stream())
                .distinct()
                .toList();
    }

    /** All node properties that are read. */
    public List<String> read() {
        String group = options.get(GROUP);
        return group == null || properties.contains(group)
                ? properties
                : java.util.stream.Stream.concat(properties.stream(), java.util.stream.Stream.of(group))
                        .toList();
    }

    /** The text that {@link #parse} reads. */
    public String text() {
        String named = String.join("+", properties);
        if (encoder == null) {
            return named;
        }
        StringJoiner joiner = new StringJoiner(";", named + ":", "").add(encoder);
        options.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(option -> joiner.add(option.getKey() + "=" + option.getValue()));
        return joiner.toString();
    }
}
