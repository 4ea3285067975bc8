package dev.kith.gnn.model;

import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A value for each of a list of options: given ones checked, the others at their defaults. Immutable. */
public final class Settings {
    private final Map<String, Option> options;
    private final Map<String, Object> values;

    private Settings(Map<String, Option> options, Map<String, Object> values) {
        this.options = options;
        this.values = values;
    }

    /**
     * @param given keys in any case; unknown ones are refused with the nearest known one
     * @throws KithException naming the key, the value and the range
     */
    public static Settings of(List<Option> options, Map<String, ?> given) {
        Map<String, Option> byKey = new LinkedHashMap<>();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Option option : options) {
            byKey.put(option.name().toLowerCase(Locale.ROOT), option);
            values.put(option.name(), option.fallback());
        }
        given.forEach((key, value) -> {
            Option option = byKey.get(key.strip().toLowerCase(Locale.ROOT));
            if (option == null) {
                List<String> names = options.stream().map(Option::name).toList();
                throw new KithException("There is no setting '" + key + "'" + Nearest.hint(key, names));
            }
            values.put(option.name(), option.parse(value));
        });
        return new Settings(byKey, values);
    }

    /** The same with some values replaced. */
    public Settings with(Map<String, ?> given) {
        Map<String, Object> merged = new LinkedHashMap<>(values);
        merged.putAll(given);
        return of(List.copyOf(options.values()), merged);
    }

    public double real(String name) {
        return ((Number) value(name)).doubleValue();
    }

    public int whole(String name) {
        return ((Number) value(name)).intValue();
    }

    public boolean flag(String name) {
        return (Boolean) value(name);
    }

    public String choice(String name) {
        return (String) value(name);
    }

    public String text(String name) {
        return (String) value(name);
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No option named " + name + " was declared.");
        }
        return value;
    }

    /** All values by option name, defaults included. */
    public Map<String, Object> asMap() {
        return Collections.unmodifiableMap(values);
    }

    public List<Option> options() {
        return List.copyOf(options.values());
    }
}
