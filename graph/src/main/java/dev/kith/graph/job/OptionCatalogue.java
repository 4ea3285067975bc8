package dev.kith.graph.job;

import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All models with all options, for those who see no learner: the file {@code options.json} beside this class, which a
 * test of the learners holds equal to their registry.
 *
 * @param training options that every trained model has beside its own
 * @param amud options of the analysis of directions
 */
public record OptionCatalogue(List<Model> models, List<OptionDescription> training, List<OptionDescription> amud) {

    /**
     * @param tasks names such as {@code node-classification}
     * @param options its own
     * @param trainingDefaults defaults of training's options that are others for this model
     * @param withoutTraining training's options that it does not have
     */
    public record Model(
            String name,
            String sentence,
            String source,
            List<String> tasks,
            List<OptionDescription> options,
            Map<String, Object> trainingDefaults,
            List<String> withoutTraining) {}

    private static final class Loaded {
        private static final OptionCatalogue CATALOGUE = load();

        private static OptionCatalogue load() {
            try (InputStream in = OptionCatalogue.class.getResourceAsStream("options.json")) {
                return JobFolder.JSON.readValue(in, OptionCatalogue.class);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What this Kith's learners have. */
    public static OptionCatalogue current() {
        return Loaded.CATALOGUE;
    }

    /** @throws KithException naming the nearest model of that task */
    public Model model(String task, String name) {
        List<Model> candidates =
                models.stream().filter(model -> model.tasks().contains(task)).toList();
        return candidates.stream()
                .filter(model -> model.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new KithException("There is no model '" + name.replaceAll("\\p{Cntrl}", "?") + "'"
                        + Nearest.hint(
                                name, candidates.stream().map(Model::name).toList())));
    }

    /** Whether a model is there for a task. */
    public boolean knows(String task, String name) {
        return models.stream()
                .anyMatch(model -> model.name().equals(name) && model.tasks().contains(task));
    }

    /** The options of a model with those of training, at the model's defaults. */
    public List<OptionDescription> options(Model model) {
        Stream<OptionDescription> trained = training.stream()
                .filter(option -> !model.withoutTraining().contains(option.name()))
                .map(option ->
                        option.withDefault(model.trainingDefaults().getOrDefault(option.name(), option.fallback())));
        return Stream.concat(model.options().stream(), trained).toList();
    }

    /**
     * A value for each option: given ones checked, the others at their defaults.
     *
     * @param given by option name, in any case; other keys are somebody else's
     */
    public static Map<String, Object> settings(List<OptionDescription> options, Map<String, Object> given) {
        Map<String, Object> byKey = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byKey.putAll(given);
        Map<String, Object> settings = new LinkedHashMap<>();
        for (OptionDescription option : options) {
            Object value = byKey.get(option.name());
            settings.put(option.name(), value == null ? option.fallback() : option.check(value));
        }
        return settings;
    }
}
