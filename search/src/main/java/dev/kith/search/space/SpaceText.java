package dev.kith.search.space;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A space as a user writes it: one of the names {@code default}, {@code extended} and {@code graphnas}, or JSON with a
 * {@code base} among these, a number of {@code layers}, {@code classes} that replace those of the base or join them (an
 * empty list takes one out), and {@code settings} of all trials.
 */
public final class SpaceText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> BASES = List.of("default", "extended", "graphnas");
    private static final Set<String> KEYS = Set.of("base", "layers", "classes", "settings");
    private static final Set<String> WHOLE = Set.of(Space.HIDDEN, Space.HEADS, Space.DEPTH);
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
        JsonNode given = json.path("layers");
        if (!given.isMissingNode() && (!isWhole(given) || given.intValue() < 1 || given.intValue() > MOST_LAYERS)) {
            throw new KithException("A search space has 1 to " + MOST_LAYERS + " layers, not " + given + ".");
        }
        Space base = base(task, json.path("base").asText("default"), given.asInt(USUAL_LAYERS));
        int layers = given.asInt(base.layers());
        Map<String, ActionClass> classes = new LinkedHashMap<>();
        base.classes().forEach(one -> classes.put(one.name(), one));
        Set<String> known = settings(task);
        for (Map.Entry<String, JsonNode> field : object(json, "classes").properties()) {
            String name = known(field.getKey(), Stream.concat(Space.CLASSES.stream(), known.stream()));
            List<Object> values = values(name, field.getValue());
            if (values.isEmpty()) {
                classes.remove(name);
            } else {
                classes.put(name, new ActionClass(name, values, Space.LAYER_CLASSES.contains(name)));
            }
        }
        Map<String, Object> settings = new LinkedHashMap<>(base.settings());
        for (Map.Entry<String, JsonNode> field : object(json, "settings").properties()) {
            settings.put(known(field.getKey(), known.stream()), value(field.getKey(), field.getValue()));
        }
        if (classes.isEmpty()) {
            throw new KithException("The search space has no classes: there is nothing to choose.");
        }
        return new Space(task, layers, List.copyOf(classes.values()), settings);
    }

    private static Space base(String task, String name, int layers) {
        return switch (name) {
            case "default" -> NamedSpaces.usual(task, layers);
            case "extended" -> NamedSpaces.extended(task);
            case "graphnas" -> NamedSpaces.graphNas(task, layers);
            default -> throw new KithException("There is no search space '" + name + "'" + Nearest.hint(name, BASES));
        };
    }

    private static List<Object> values(String name, JsonNode list) {
        if (!list.isArray()) {
            throw new KithException("The class '" + name + "' of the search space is not a list of values.");
        }
        List<Object> values = new ArrayList<>();
        list.forEach(one -> values.add(value(name, one)));
        return values;
    }

    /** The names of all settings that some model of the task has. */
    private static Set<String> settings(String task) {
        return ModelRegistry.entries(task).stream()
                .flatMap(entry -> TrainingOptions.with(entry).stream())
                .map(Option::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The name as it is written, whatever the case it was given in. */
    private static String known(String given, Stream<String> names) {
        List<String> all = names.distinct().toList();
        return all.stream()
                .filter(given::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new KithException(
                        "A search space has no class or setting '" + given + "'" + Nearest.hint(given, all)));
    }

    private static boolean isWhole(JsonNode node) {
        return node.isNumber() && node.doubleValue() == node.intValue();
    }

    private static JsonNode object(JsonNode json, String key) {
        JsonNode node = json.path(key);
        if (!node.isMissingNode() && !node.isObject()) {
            throw new KithException("In a search space, '" + key + "' has names and their values, not " + node + ".");
        }
        return node;
    }

    private static Object value(String name, JsonNode node) {
        if (!node.isValueNode() || node.isNull()) {
            throw new KithException("In a search space, '" + name + "' has the value " + node
                    + ", which is no number, text, true or false.");
        }
        // Some clients send all numbers as fractions.
        return node.isInt() || (WHOLE.contains(name) && isWhole(node))
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
