// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures;

import dev.kith.graph.KithException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A procedure's configuration map: keys in any case, unknown ones refused with the nearest known one. */
public final class Configuration {
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final String what;

    /**
     * @param what the map's name in messages, for example {@code projection}
     * @param known all keys there are
     */
    public Configuration(String what, Map<String, Object> given, List<String> known) {
        this.what = what;
        given.forEach((key, value) -> {
            String match = known.stream()
                    .filter(name -> name.equalsIgnoreCase(key))
                    .findFirst()
                    .orElseThrow(() -> new UnknownKeyException(what, key, known));
            if (values.put(match, value) != null) {
                throw new KithException("The " + what + " names the key '" + match + "' twice.");
            }
        });
    }

    /** What was given, by known key. */
    public Map<String, Object> given() {
        return Collections.unmodifiableMap(values);
    }

    /** A text that has something in it. */
    public String required(String key) {
        return text(key)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new KithException("The " + what + " lacks the key '" + key + "', a text."));
    }

    /** A list of names; {@code '*'}, an empty list and a missing key stand for all, which is an empty list here. */
    public List<String> names(String key) {
        Object value = values.get(key);
        if (value == null || value.equals("*")) {
            return List.of();
        }
        List<?> given = value instanceof List<?> list ? list : List.of(value);
        for (Object name : given) {
            if (!(name instanceof String)) {
                throw wrong(key, value, "a list of names, or '*'");
            }
        }
        List<String> names = given.stream().map(String.class::cast).distinct().toList();
        return names.equals(List.of("*")) ? List.of() : names;
    }

    public int whole(String key, int fallback, int least, int most) {
        Object value = values.getOrDefault(key, (long) fallback);
        if (value instanceof Number number && number.longValue() >= least && number.longValue() <= most) {
            return number.intValue();
        }
        throw wrong(key, value, "a whole number from " + least + " to " + most);
    }

    public boolean flag(String key, boolean fallback) {
        Object value = values.getOrDefault(key, fallback);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(key, value, "true or false");
    }

    public double real(String key, double fallback, double least, double most) {
        Object value = values.getOrDefault(key, fallback);
        if (value instanceof Number number && number.doubleValue() >= least && number.doubleValue() <= most) {
            return number.doubleValue();
        }
        throw wrong(key, value, "a number from " + least + " to " + most);
    }

    /** The choice that was made, in any case, as it is spelt among the choices. */
    public String choice(String key, String fallback, List<String> choices) {
        Object value = values.getOrDefault(key, fallback);
        return choices.stream()
                .filter(choice -> choice.equalsIgnoreCase(String.valueOf(value)))
                .findFirst()
                .orElseThrow(() -> wrong(key, value, "one of " + String.join(", ", choices)));
    }

    public Optional<String> text(String key) {
        Object value = values.get(key);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value);
        }
        throw wrong(key, value, "a text");
    }

    public Optional<Object> any(String key) {
        return Optional.ofNullable(values.get(key));
    }

    private KithException wrong(String key, Object value, String range) {
        String shown = String.valueOf(value);
        return new KithException("The key '" + key + "' of the " + what + " cannot be "
                + (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown) + "; it is " + range + ".");
    }
}
