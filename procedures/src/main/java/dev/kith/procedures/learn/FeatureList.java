// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.FeatureRequest;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The configuration's {@code features}: names of node properties, or maps that name an encoder of one or several, {@code
 * {property: 'location', encoder: 'invariant', chirality: true}}; as texts that {@link FeatureRequest} reads.
 */
final class FeatureList {
    private static final String FORM =
            "; it is a list of names or of maps such as {property: 'location', encoder: 'invariant'}.";

    private FeatureList() {}

    static List<String> of(Object given) {
        List<String> texts = new ArrayList<>();
        for (Object element : given instanceof List<?> list ? list : List.of(given)) {
            if (element instanceof String name) {
                texts.add(name);
            } else if (element instanceof Map<?, ?> map) {
                texts.add(request(map).text());
            } else {
                throw new KithException("The key 'features' of the configuration cannot be " + element + FORM);
            }
        }
        return texts.stream().distinct().toList();
    }

    private static FeatureRequest request(Map<?, ?> map) {
        List<String> properties = new ArrayList<>();
        String encoder = null;
        Map<String, String> options = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = String.valueOf(entry.getKey());
            switch (key.toLowerCase(Locale.ROOT)) {
                case "property", "properties" -> properties.addAll(names(entry.getValue()));
                case "encoder" -> encoder = encoder(entry.getValue());
                default -> options.put(plain(key), plain(String.valueOf(entry.getValue())));
            }
        }
        if (properties.isEmpty()) {
            throw new KithException("The feature " + map + " names no property" + FORM);
        }
        if (encoder == null && (properties.size() > 1 || !options.isEmpty())) {
            throw new KithException("The feature " + map + " names no encoder; it is one of "
                    + String.join(", ", FeatureRequest.ENCODERS) + ".");
        }
        return new FeatureRequest(properties, encoder, options);
    }

    private static List<String> names(Object value) {
        List<String> names = new ArrayList<>();
        for (Object name : value instanceof List<?> list ? list : List.of(value)) {
            if (!(name instanceof String text) || text.isEmpty()) {
                throw new KithException("A feature's property cannot be " + name + FORM);
            }
            names.add(plain(text));
        }
        return names;
    }

    private static String encoder(Object value) {
        String name = String.valueOf(value);
        return FeatureRequest.ENCODERS.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new KithException(
                        "There is no encoder '" + name + "'" + Nearest.hint(name, FeatureRequest.ENCODERS)));
    }

    /** The signs that part the pieces of a request cannot stand in one. */
    private static String plain(String text) {
        if (text.indexOf('+') >= 0 || text.indexOf(';') >= 0 || text.indexOf('=') >= 0) {
            throw new KithException("A feature with an encoder cannot have '" + text
                    + "' in it: the signs + ; = have a meaning there. Write the property under another name.");
        }
        return text;
    }
}
