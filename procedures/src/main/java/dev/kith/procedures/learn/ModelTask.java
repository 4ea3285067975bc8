// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.KithException;
import dev.kith.graph.job.OptionCatalogue;
import dev.kith.graph.job.OptionDescription;
import dev.kith.procedures.CallContext;
import dev.kith.procedures.graph.GraphArgument;
import dev.kith.procedures.model.ModelCard;
import dev.kith.procedures.model.ModelCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What all tasks with models do alike: train one for the catalogue, say what that would take, and apply one.
 *
 * @param task for example {@code node-classification}
 * @param namespace of its procedures
 * @param usualModel where none is named
 * @param keys of the configuration that the task has beside the models' options
 */
record ModelTask(String task, String namespace, String usualModel, List<String> keys) {
    static final String MODEL_NAME = "modelName";
    private static final List<String> TRAIN_KEYS =
            List.of(MODEL_NAME, "model", FeatureChoice.FEATURE_PROPERTIES, FeatureChoice.FEATURES);

    /** The job of a training, from its mode, its graph and its checked options. */
    interface Training {
        LearnerJob job(String mode, GraphArgument graph, LearnerOptions options);
    }

    Stream<Trained> train(CallContext call, Object graph, Map<String, Object> map, Training training) {
        LearnerOptions options = options(map);
        String name = options.given().required(MODEL_NAME);
        ModelCatalogue models = models(call);
        models.refuseTaken(name);
        LearnerJob job = training.job("train", GraphArgument.of(graph, call), options);
        return job.row(call, (folder, result, snapshot, millis) -> {
            ModelCard model = models.add(name, folder.model());
            return new Trained(
                    model.info(), millis + result.preProcessingMillis(), result.computeMillis(), echo(options, job));
        });
    }

    Stream<Estimated> estimate(CallContext call, Object graph, Map<String, Object> map, Training training) {
        LearnerOptions options = options(map);
        LearnerJob job = training.job("estimate", GraphArgument.of(graph, call), options);
        return job.row(call, (folder, result, snapshot, millis) -> Estimated.of(result, echo(options, job)));
    }

    /** The memory that applying a model would take, however its results are then used. */
    Stream<Estimated> estimatePrediction(CallContext call, Object graph, LearnerOptions options) {
        return applying("estimate-prediction", call, graph, model(call, options), options)
                .row(call, (folder, result, snapshot, millis) -> Estimated.of(result, options.echo()));
    }

    private static Map<String, Object> echo(LearnerOptions options, LearnerJob job) {
        Map<String, Object> echo = options.echoOfDrawn();
        if (!echo.containsKey(FeatureChoice.FEATURES)) {
            echo.put(FeatureChoice.FEATURE_PROPERTIES, job.features());
        }
        return echo;
    }

    /** The options of a training, those of its model included. */
    private LearnerOptions options(Map<String, Object> map) {
        Map<String, Object> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(map);
        OptionCatalogue catalogue = OptionCatalogue.current();
        OptionCatalogue.Model model = catalogue.model(task, String.valueOf(anyCase.getOrDefault("model", usualModel)));
        List<OptionDescription> described = catalogue.options(model).stream()
                .filter(option -> !option.name().equals("checkpointEvery"))
                .toList();
        List<String> known = new ArrayList<>(TRAIN_KEYS);
        known.addAll(keys);
        known.addAll(LearnerOptions.DRAWN);
        return LearnerOptions.of(map, known, described).with("model", model.name());
    }

    /**
     * The model that the configuration names.
     *
     * @throws KithException where there is none, or it is one of another task
     */
    ModelCard model(CallContext call, LearnerOptions options) {
        ModelCard model = models(call).get(options.given().required(MODEL_NAME));
        if (!model.task().equals(task) && !OptionCatalogue.current().knows(task, model.architecture())) {
            throw new KithException("The model '" + model.name() + "' is for the task " + model.task() + ", and kith."
                    + namespace + " needs one for " + task + ".");
        }
        return model;
    }

    /** A job that applies a model. */
    LearnerJob predicting(CallContext call, Object graph, ModelCard model, LearnerOptions options) {
        return applying("predict", call, graph, model, options);
    }

    private LearnerJob applying(String mode, CallContext call, Object graph, ModelCard model, LearnerOptions options) {
        return new LearnerJob(
                task,
                mode,
                GraphArgument.of(graph, call),
                null,
                List.of(),
                model.featureProperties(),
                model.relationshipProperties(),
                options.with("modelFolder", model.folder().toString()).options(),
                Map.of());
    }

    private static ModelCatalogue models(CallContext call) {
        return new ModelCatalogue(call.folder(), call.caller());
    }
}
