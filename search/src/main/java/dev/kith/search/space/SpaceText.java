package dev.kith.search.space;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A space as a user writes it: one of the names {@code default}, {@code extended} and {@code graphnas}, or JSON with a
 * {@code base} among these, a number of {@code layers}, {@code classes} that replace those of the base or join them (an
 * empty list takes one out), and {@code settings} of all trials.
 */
public final class SpaceText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> BASES = List.of("default", "extended", "graphnas");
    private static final Set<String> KEYS = Set.of("base", "layers", "classes", "settings");
    private static final int USUAL_LAYERS = 2;
    private static final int MOST_LAYERS = 8;

    private SpaceText() {}

    /** @throws KithException saying what in the text is wrong */
    public static Space parse(String task, String text) {
        if (!text.strip().startsWith("{")) {
            return base(task, text.strip(), USUAL_LAYERS);
        }
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new KithException("The search space is no JSON: " + e.getOriginalMessage() + ".", e);
        }
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (!KEYS.contains(field.getKey())) {
                throw new KithException("A search space has no '" + field.getKey() + "'"
                        + Nearest.hint(field.getKey(), List.copyOf(KEYS)));
            }
        }
        Space base = base(
                task, json.path("base").asText("default"), json.path("layers").asInt(USUAL_LAYERS));
        int layers = json.path("layers").asInt(base.layers());
        if (layers < 1 || layers > MOST_LAYERS) {
            throw new KithException("A search space has 1 to " + MOST_LAYERS + " layers, not "
                    + json.path("layers").asText() + ".");
        }
        Map<String, ActionClass> classes = new LinkedHashMap<>();
        base.classes().forEach(one -> classes.put(one.name(), one));
        for (Map.Entry<String, JsonNode> field : json.path("classes").properties()) {
            List<Object> values = values(field.getKey(), field.getValue());
            if (values.isEmpty()) {
                classes.remove(field.getKey());
            } else {
                classes.put(
                        field.getKey(),
                        new ActionClass(field.getKey(), values, Space.LAYER_CLASSES.contains(field.getKey())));
            }
        }
        Map<String, Object> settings = new LinkedHashMap<>(base.settings());
        json.path("settings").properties().forEach(field -> settings.put(field.getKey(), value(field.getValue())));
        if (classes.isEmpty()) {
            throw new KithException("The search space has no classes: there is nothing to choose.");
        }
        return new Space(task, layers, List.copyOf(classes.values()), settings);
    }

    private static Space base(String task, String name, int layers) {
        return switch (name) {
            case "default" -> Space.usual(task, layers);
            case "extended" -> Space.extended(task);
            case "graphnas" -> Space.graphNas(task, layers);
            default -> throw new KithException("There is no search space '" + name + "'" + Nearest.hint(name, BASES));
        };
    }

    private static List<Object> values(String name, JsonNode list) {
        if (!list.isArray()) {
            throw new KithException("The class '" + name + "' of the search space is not a list of values.");
        }
        List<Object> values = new ArrayList<>();
        list.forEach(one -> values.add(value(one)));
        return values;
    }

    private static Object value(JsonNode node) {
        return node.isInt()
                ? (Object) node.intValue()
                : node.isNumber()
                        ? (Object) node.doubleValue()
                        : node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    }

    /** The space as JSON, from which {@link #parse} makes it again. */
    public static String write(Space space) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("layers", space.layers());
        Map<String, Object> classes = new LinkedHashMap<>();
        // Those of the default that are not there are taken out again.
        Space.LAYER_CLASSES.forEach(name -> classes.put(name, List.of()));
        space.classes().forEach(one -> classes.put(one.name(), one.values()));
        json.put("classes", classes);
        json.put("settings", space.settings());
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
