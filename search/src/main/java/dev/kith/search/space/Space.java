package dev.kith.search.space;

import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.recipe.LayerRecipe;
import dev.kith.gnn.model.recipe.Recipe;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.KithException;
import dev.kith.graph.random.CounterRandom;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The architectures that a search chooses among (Zhou et al. 2019, section 3; values of Gao et al. 2019). A class of
 * {@link #LAYER_CLASSES} is chosen for each layer; any other one is a setting of the model or its training, chosen once,
 * beside three with a meaning of their own: {@code model} (recipe, adpa, or forward:LAYER for a stack trained forward),
 * {@code decoder} (of links: dot, hadamard, bilinear, ncn, ncnc) and {@code depth} (how many of the layers are there).
 *
 * @param layers most layers
 * @param settings of all trials, which are not chosen
 */
public record Space(String task, int layers, List<ActionClass> classes, Map<String, Object> settings) {
    public static final String ATTENTION = "attention";
    public static final String HEADS = "heads";
    public static final String HIDDEN = "hidden";
    public static final String AGGREGATE = "aggregate";
    public static final String COMBINE = "combine";
    public static final String ACTIVATION = "activation";
    public static final String MODEL = "model";
    public static final String DECODER = "decoder";
    public static final String DEPTH = "depth";

    /** What is chosen layer by layer. */
    public static final List<String> LAYER_CLASSES = List.of(HIDDEN, ATTENTION, HEADS, AGGREGATE, COMBINE, ACTIVATION);

    /** All classes that are no settings. */
    static final List<String> CLASSES = Stream.concat(LAYER_CLASSES.stream(), Stream.of(MODEL, DECODER, DEPTH))
            .toList();

    static final String LAST_ACTIVATION = "lastActivation";
    static final String RECIPE = "recipe";
    static final String FORWARD = "forward:";
    static final String DOT = "dot";
    private static final Set<String> GAE_DECODERS = Set.of(DOT, "hadamard", "bilinear");
    static final Map<String, Object> USUAL =
            Map.of(HIDDEN, 64, ATTENTION, "gcn", HEADS, 1, AGGREGATE, "sum", COMBINE, "identity", ACTIVATION, "relu");

    public Space {
        classes = ordered(classes);
        settings = new LinkedHashMap<>(settings);
        Set<String> seen = new java.util.HashSet<>();
        for (ActionClass one : classes) {
            if (one.values().isEmpty()) {
                throw new KithException("The class '" + one.name() + "' of the search space has no values.");
            }
            if (!seen.add(one.name())) {
                throw new KithException("The class '" + one.name() + "' is in the search space twice.");
            }
            if (one.name().equals(DEPTH)
                    && !one.values().stream().allMatch(value -> value instanceof Integer depth && depth > 0)) {
                throw new KithException("The class 'depth' of the search space has numbers of layers, from 1 on, not "
                        + one.values() + ".");
            }
            if (one.perLayer() != LAYER_CLASSES.contains(one.name())) {
                throw new KithException("The class '" + one.name() + "' is chosen "
                        + (one.perLayer() ? "once, not for each layer." : "for each layer, not once."));
            }
        }
    }

    /** Those of the layers first, in one order: a space that is written and read again has the same positions. */
    private static List<ActionClass> ordered(List<ActionClass> classes) {
        Stream<ActionClass> ofLayers = LAYER_CLASSES.stream()
                .flatMap(name -> classes.stream().filter(one -> one.name().equals(name)));
        Stream<ActionClass> others = classes.stream().filter(one -> !LAYER_CLASSES.contains(one.name()));
        return Stream.concat(ofLayers, others).toList();
    }

    /**
     * The space for links that have a direction, which the dot product cannot tell: hadamard takes its place where there
     * is no other decoder.
     */
    public Space ofDirectedLinks() {
        List<ActionClass> others = new ArrayList<>(classes);
        List<Object> decoders = classes.stream()
                .filter(one -> one.name().equals(DECODER))
                .flatMap(one -> one.values().stream())
                .filter(value -> !value.equals(DOT))
                .toList();
        ActionClass left = new ActionClass(DECODER, decoders.isEmpty() ? List.of("hadamard") : decoders, false);
        others.replaceAll(one -> one.name().equals(DECODER) ? left : one);
        if (!others.contains(left)) {
            others.add(left);
        }
        return new Space(task, layers, others, settings);
    }

    /** With those of the settings of all models on which it depends what a choice changes. */
    public Space under(Map<String, Object> common) {
        if (!common.containsKey(LAST_ACTIVATION)) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(settings);
        more.put(LAST_ACTIVATION, common.get(LAST_ACTIVATION));
        return new Space(task, layers, classes, more);
    }

    /** @throws KithException naming the first value of a class that no trial could be made of */
    public void check() {
        new SpaceCheck(this).run();
    }

    /** @throws KithException where the space lacks something of the recipe that changes its function */
    public Architecture architecture(Recipe recipe) {
        return new RecipeArchitecture(this, recipe).find();
    }

    /** What a class that is chosen once may be, or the only value where there is no such class. */
    public List<Object> values(String name, Object only) {
        int position = positionOf(name);
        return position < 0
                ? List.of(only)
                : classes.get(positions().get(position).actionClass()).values();
    }

    int positionOf(String name) {
        List<Position> positions = positions();
        return IntStream.range(0, positions.size())
                .filter(p -> classes.get(positions.get(p).actionClass()).name().equals(name))
                .findFirst()
                .orElse(-1);
    }

    /** Layer by layer in the order of the classes, then what is chosen once. */
    public List<Position> positions() {
        List<Position> positions = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            for (int c = 0; c < classes.size(); c++) {
                if (classes.get(c).perLayer()) {
                    positions.add(new Position(c, l));
                }
            }
        }
        for (int c = 0; c < classes.size(); c++) {
            if (!classes.get(c).perLayer()) {
                positions.add(new Position(c, -1));
            }
        }
        return positions;
    }

    /** The positions of one class. */
    public int[] positionsOf(int actionClass) {
        List<Position> all = positions();
        return IntStream.range(0, all.size())
                .filter(p -> all.get(p).actionClass() == actionClass)
                .toArray();
    }

    /** How many values there are at a position. */
    public int valuesAt(Position position) {
        return classes.get(position.actionClass()).values().size();
    }

    /** Combinations of choices for one layer. */
    public BigInteger layerSize() {
        return classes.stream()
                .filter(ActionClass::perLayer)
                .map(one -> BigInteger.valueOf(one.values().size()))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    /** Combinations of all choices; some of them are the same function, see {@link #canonical}. */
    public BigInteger size() {
        return positions().stream()
                .map(position -> BigInteger.valueOf(valuesAt(position)))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    /** Uniform over all choices. */
    public Architecture random(long seed, long stream, long index) {
        List<Position> positions = positions();
        List<Integer> choices = new ArrayList<>();
        for (int p = 0; p < positions.size(); p++) {
            choices.add(CounterRandom.below(seed, stream, index * positions.size() + p, valuesAt(positions.get(p))));
        }
        return new Architecture(choices);
    }

    /**
     * The same function with the first value wherever the choice changes nothing: the width of a classifier's last layer,
     * an activation that is not applied, layers beyond the depth, settings that the model does not have.
     */
    public Architecture canonical(Architecture architecture) {
        List<Position> positions = positions();
        List<Integer> choices = new ArrayList<>();
        for (int p = 0; p < positions.size(); p++) {
            choices.add(matters(architecture, positions.get(p)) ? architecture.choice(p) : 0);
        }
        return new Architecture(choices);
    }

    /** Whether another value there would make another function. */
    boolean matters(Architecture architecture, Position position) {
        String name = classes.get(position.actionClass()).name();
        boolean links = task.equals(ModelRegistry.LINK_PREDICTION);
        String model = modelClass(architecture);
        if (position.layer() < 0) {
            return Set.of(MODEL, DECODER, DEPTH).contains(name)
                    ? !name.equals(DEPTH) || model.equals(RECIPE)
                    : known(model(architecture), name);
        }
        if (!model.equals(RECIPE)) {
            return position.layer() == 0 && name.equals(HIDDEN);
        }
        int last = depth(architecture) - 1;
        if (position.layer() > last) {
            return false;
        }
        if (name.equals(ATTENTION)
                && value(architecture, AGGREGATE, position.layer()).equals(LayerRecipe.LCM)) {
            return false;
        }
        if (position.layer() < last) {
            return true;
        }
        boolean activates = Boolean.parseBoolean(String.valueOf(settingOf(architecture, LAST_ACTIVATION, false)));
        return name.equals(HIDDEN) ? links : !name.equals(ACTIVATION) || activates;
    }

    private static boolean known(String model, String setting) {
        return TrainingOptions.with(ModelRegistry.find(model)).stream()
                .map(Option::name)
                .anyMatch(name -> name.equalsIgnoreCase(setting));
    }

    private Object settingOf(Architecture architecture, String name, Object usual) {
        Object chosen = value(architecture, name, -1);
        return chosen != null ? chosen : settings.getOrDefault(name, usual);
    }

    /** The value of a class, the usual one of a layer's where it is not in the space, else null. */
    private Object value(Architecture architecture, String name, int layer) {
        List<Position> positions = positions();
        for (int p = 0; p < positions.size(); p++) {
            Position position = positions.get(p);
            ActionClass one = classes.get(position.actionClass());
            if (one.name().equals(name) && position.layer() == layer) {
                return one.values().get(architecture.choice(p));
            }
        }
        return USUAL.get(name);
    }

    private String modelClass(Architecture architecture) {
        return String.valueOf(Objects.requireNonNullElse(value(architecture, MODEL, -1), RECIPE));
    }

    private int depth(Architecture architecture) {
        Object depth = value(architecture, DEPTH, -1);
        return depth == null ? layers : Math.min(layers, ((Number) depth).intValue());
    }

    /** The registry's name. */
    String model(Architecture architecture) {
        if (task.equals(ModelRegistry.LINK_PREDICTION)) {
            String decoder = decoder(architecture);
            return GAE_DECODERS.contains(decoder) ? "gae" : decoder;
        }
        String model = modelClass(architecture);
        return model.startsWith(FORWARD) ? model.substring(FORWARD.length()) : model;
    }

    private String decoder(Architecture architecture) {
        return String.valueOf(Objects.requireNonNullElse(value(architecture, DECODER, -1), DOT));
    }

    /** A layer as a recipe writes it. */
    static String text(Function<String, Object> of) {
        return of.apply(ATTENTION) + ":" + of.apply(HEADS) + "x" + of.apply(HIDDEN) + ":" + of.apply(AGGREGATE) + ":"
                + of.apply(COMBINE) + ":" + of.apply(ACTIVATION);
    }

    /** The recipe of the layers that are there. */
    public Recipe recipe(Architecture architecture) {
        List<String> layerTexts = new ArrayList<>();
        for (int l = 0; l < depth(architecture); l++) {
            int layer = l;
            layerTexts.add(text(name -> value(architecture, name, layer)));
        }
        return Recipe.parse(String.join("/", layerTexts));
    }

    /**
     * The architecture as a model with settings.
     *
     * @throws KithException where a value is none of its setting's
     */
    public Plan plan(Architecture architecture) {
        Architecture effective = canonical(architecture);
        String model = model(effective);
        Map<String, Object> chosen = new LinkedHashMap<>();
        settings.forEach((name, value) -> {
            if (known(model, name)) {
                chosen.put(name, value);
            }
        });
        for (ActionClass one : classes) {
            if (!one.perLayer() && !Set.of(MODEL, DECODER, DEPTH).contains(one.name()) && known(model, one.name())) {
                chosen.put(one.name(), value(effective, one.name(), -1));
            }
        }
        if (task.equals(ModelRegistry.LINK_PREDICTION)) {
            chosen.put("encoder", RECIPE);
            chosen.put(RECIPE, recipe(effective).toString());
            chosen.put(HIDDEN, value(effective, HIDDEN, depth(effective) - 1));
            if (model.equals("gae")) {
                chosen.put(DECODER, decoder(effective));
            }
        } else if (model.equals(RECIPE)) {
            chosen.put(RECIPE, recipe(effective).toString());
        } else {
            chosen.put(HIDDEN, value(effective, HIDDEN, 0));
            if (modelClass(effective).startsWith(FORWARD)) {
                chosen.put("training", "forward");
            }
        }
        Map<String, Object> checked =
                TrainingOptions.settings(ModelRegistry.find(model), chosen).asMap();
        Map<String, Object> kept = new TreeMap<>();
        chosen.keySet().forEach(name -> checked.keySet().stream()
                .filter(name::equalsIgnoreCase)
                .forEach(known -> kept.put(known, checked.get(known))));
        return new Plan(model, kept);
    }

    /** Every choice by name, {@code hidden.0} for that of the first layer; only those that change something. */
    public Map<String, Object> words(Architecture architecture) {
        Map<String, Object> words = new LinkedHashMap<>();
        List<Position> positions = positions();
        for (int p = 0; p < positions.size(); p++) {
            Position position = positions.get(p);
            if (matters(architecture, position)) {
                ActionClass one = classes.get(position.actionClass());
                words.put(
                        position.layer() < 0 ? one.name() : one.name() + "." + position.layer(),
                        one.values().get(architecture.choice(p)));
            }
        }
        return words;
    }
}
