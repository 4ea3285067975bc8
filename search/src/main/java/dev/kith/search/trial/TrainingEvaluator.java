package dev.kith.search.trial;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.file.SafeTensors.Matrix;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.tensor.Crew;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.LearningTask;
import dev.kith.gnn.train.MemoryEstimate;
import dev.kith.gnn.train.MemoryRefused;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.TrainingCancelled;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Trials as trainings of Kith's models. The score of a classifier is its accuracy on the validation nodes in the epoch of
 * the lowest validation loss (as in GraphNAS), that of a link predictor its chosen metric on the validation links in the
 * epoch that is kept. Trials are given a split without test rows.
 */
public final class TrainingEvaluator implements Evaluator {
    private final LearningTask task;
    private final Split split;
    private final Split withoutTest;
    private final Map<String, Object> common;
    private final Map<String, Object> ofTrials;
    private final Crew crew;
    private final int parallel;
    /** What one of the trainings may use, once it is known. */
    private Map<String, Object> bound;

    /**
     * @param task made for all trials, which run side by side on engines of their own
     * @param common settings of all models that have them, beside those of a trial
     * @param ofTrials the same for trials alone, not for the trainings at the end
     * @param crew whose threads all trials share
     * @param parallel trainings at a time: where no bound is given, each may use its part of the memory that is left by
     *     what they all read
     * @throws KithException where the split has no validation rows
     */
    public TrainingEvaluator(
            LearningTask task,
            Split split,
            Map<String, Object> common,
            Map<String, Object> ofTrials,
            Crew crew,
            int parallel) {
        requireValidation(split);
        this.task = task;
        this.split = split;
        this.withoutTest = split.withoutTest();
        this.parallel = parallel;
        this.common = Map.copyOf(common);
        this.ofTrials = Map.copyOf(ofTrials);
        this.crew = crew;
    }

    /** @throws KithException where the split has no validation rows */
    public static void requireValidation(Split split) {
        if (split.validation().length == 0) {
            throw new KithException("The split '" + split.name()
                    + "' has nothing to validate with, and a search chooses by that; choose another split.");
        }
    }

    @Override
    public TrialResult evaluate(TrialSpec spec, WeightShelf shelf, BooleanSupplier cancelled) {
        long start = System.nanoTime();
        List<Double> scores = new ArrayList<>();
        List<Long> layerBytes = List.of();
        int epochs = 0;
        long parameters = 0;
        boolean killed = false;
        ModelEntry entry = ModelRegistry.find(spec.model());
        Map<String, Object> shared = new LinkedHashMap<>(bounded(entry));
        shared.putAll(ofTrials);
        Settings settings = settings(entry, shared, spec.settings());
        long numbers = task.parameters(entry, settings);
        if (spec.maxParameters() > 0 && numbers > spec.maxParameters()) {
            return TrialResult.without(
                    TrialResult.Status.REJECTED,
                    "The network would have " + numbers + " trained numbers, more than " + spec.maxParameters() + ".",
                    millis(start));
        }
        try {
            for (int repeat = 0; repeat < spec.repeats() && !killed; repeat++) {
                long seed = repeat == 0 ? spec.seed() : CounterRandom.bits(spec.seed(), 0, repeat);
                Watch watch = new Watch(spec, entry, cancelled);
                Heir heir = new Heir(spec, shelf, seed);
                try (Engine engine = new Engine(crew);
                        Model model =
                                task.train(engine, entry, settings, withoutTest, seed, heir.initialiser(), watch)) {
                    scores.add(watch.score(model));
                    epochs += model.provenance().epochs();
                    parameters = model.provenance().parameters();
                    if (spec.keepsWeights() && repeat == 0) {
                        layerBytes = keep(spec, model.network().parameters(), shelf);
                    }
                } catch (TrainingCancelled e) {
                    if (!watch.killed) {
                        throw e;
                    }
                    killed = true;
                    scores.add(watch.score(null));
                    epochs += watch.epochs;
                }
            }
        } catch (MemoryRefused e) {
            String remedy = parallel == 1 ? "" : " Fewer trials at a time leave more to each.";
            return TrialResult.without(TrialResult.Status.REJECTED, e.getMessage() + remedy, millis(start));
        }
        double mean = scores.stream().mapToDouble(Double::doubleValue).average().orElse(0.0);
        double squares = scores.stream()
                .mapToDouble(score -> (score - mean) * (score - mean))
                .sum();
        return new TrialResult(
                killed ? TrialResult.Status.KILLED : TrialResult.Status.DONE,
                mean,
                scores.size() < 2 ? 0.0 : Math.sqrt(squares / (scores.size() - 1)),
                killed ? "Its best score after half the epochs was below " + spec.killBelow() + "." : "",
                epochs,
                millis(start),
                parameters,
                layerBytes);
    }

    /** The settings of all, with a bound on the memory of each training. */
    private synchronized Map<String, Object> bounded(ModelEntry entry) {
        if (bound == null) {
            bound = new LinkedHashMap<>(common);
            double asked = ((Number) common.getOrDefault("maxMemoryGiB", 0.0)).doubleValue();
            if (parallel > 1 && asked == 0.0) {
                double all = MemoryEstimate.allowedBytes(0.0);
                // Features and relationships are there once for all; any model of the task tells how much that is.
                ModelEntry any =
                        ModelRegistry.find(entry.tasks().contains(ModelRegistry.LINK_PREDICTION) ? "gae" : "gcn");
                double read = (double) task.estimate(any, settings(any, common, Map.of()), withoutTest)
                        .steadyBytes();
                read = Math.min(read, all);
                bound.put("maxMemoryGiB", (read + (all - read) / parallel) / (1L << 30));
            }
        }
        return bound;
    }

    private static long millis(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    @Override
    public Map<String, Map<String, Double>> retrain(
            String model, Map<String, Object> settings, long seed, boolean test, BooleanSupplier cancelled) {
        ModelEntry entry = ModelRegistry.find(model);
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epoch(Epoch epoch) {
                // Only the end matters.
            }

            @Override
            public boolean cancelled() {
                return cancelled.getAsBoolean();
            }
        };
        try (Engine engine = new Engine(crew);
                Model trained = task.train(
                        engine,
                        entry,
                        settings(entry, bounded(entry), settings),
                        test ? split : withoutTest,
                        seed,
                        listener)) {
            return trained.metrics();
        }
    }

    /** An architecture's settings over those that all share, as far as its model has these. */
    public static Settings settings(ModelEntry entry, Map<String, Object> shared, Map<String, Object> own) {
        Map<String, Object> given = new LinkedHashMap<>();
        TrainingOptions.with(entry)
                .forEach(option -> shared.forEach((name, value) -> {
                    if (option.name().equalsIgnoreCase(name)) {
                        given.put(option.name(), value);
                    }
                }));
        given.putAll(own);
        return TrainingOptions.settings(entry, given);
    }

    /** Puts the layers' weights on the shelf; returns their bytes. */
    static List<Long> keep(TrialSpec spec, List<Parameter> parameters, WeightShelf shelf) {
        List<Long> bytes = new ArrayList<>();
        for (int l = 0; l < SharedLayers.keys(spec.settings()).size(); l++) {
            Map<String, Matrix> weights = new LinkedHashMap<>();
            for (Parameter parameter : parameters) {
                if (Heir.layerOf(parameter.name()) == l) {
                    weights.put(parameter.name(), Matrix.of(parameter.value()));
                }
            }
            shelf.write(spec.weightsOf(l), weights);
            bytes.add(weights.values().stream()
                    .mapToLong(matrix -> (long) Float.BYTES * matrix.values().length)
                    .sum());
        }
        return bytes;
    }

    /** Initial values that are partly another trial's. */
    static final class Heir {
        private static final String LAYER = "layer";

        private final TrialSpec spec;
        private final WeightShelf shelf;
        private final long seed;
        private final Map<String, Map<String, Matrix>> read = new HashMap<>();

        Heir(TrialSpec spec, WeightShelf shelf, long seed) {
            this.spec = spec;
            this.shelf = shelf;
            this.seed = seed;
        }

        Initialiser initialiser() {
            return Initialiser.inheriting(seed, (name, rows, columns) -> {
                int layer = layerOf(name);
                if (layer < 0
                        || layer >= spec.inherit().size()
                        || spec.inherit().get(layer).isEmpty()) {
                    return null;
                }
                Matrix matrix = read.computeIfAbsent(spec.inherit().get(layer), shelf::read)
                        .get(name);
                // Copied: what a child learns does not reach its ancestor.
                return matrix == null || matrix.rows() != rows || matrix.columns() != columns
                        ? null
                        : Tensor.of(rows, columns, matrix.values());
            });
        }

        /** The recipe's layer that a parameter belongs to, or -1. */
        static int layerOf(String parameter) {
            String[] parts = parameter.split("\\.", -1);
            int at = parts[0].equals("encoder") ? 1 : 0;
            boolean ofLayer = parts.length > at && parts[at].matches(LAYER + "[0-9]+");
            return ofLayer ? Integer.parseInt(parts[at].substring(LAYER.length())) : -1;
        }
    }

    /** Follows a training's scores, and ends it where it is far behind. */
    private static final class Watch implements TrainingListener {
        private final TrialSpec spec;
        private final boolean links;
        private final BooleanSupplier stopped;
        private double best = Double.NEGATIVE_INFINITY;
        private double lowestLoss = Double.POSITIVE_INFINITY;
        private double atLowestLoss = Double.NaN;
        private int epochs;
        private volatile boolean killed;

        Watch(TrialSpec spec, ModelEntry entry, BooleanSupplier stopped) {
            this.spec = spec;
            this.links = entry.tasks().contains(ModelRegistry.LINK_PREDICTION);
            this.stopped = stopped;
        }

        @Override
        public void epoch(Epoch epoch) {
            epochs = epoch.number();
            if (epoch.validation() > best) {
                best = epoch.validation();
            }
            if (epoch.validationLoss() < lowestLoss) {
                lowestLoss = epoch.validationLoss();
                atLowestLoss = epoch.validation();
            }
            if (epoch.number() == (epoch.of() + 1) / 2 && best < spec.killBelow()) {
                killed = true;
            }
        }

        @Override
        public boolean cancelled() {
            return killed || stopped.getAsBoolean();
        }

        /** @param model that was trained, or null where it was not trained to its end */
        double score(Model model) {
            // Trained layer by layer there is no loss of the whole, and the best look may have been at fewer layers.
            if (!links && !Double.isNaN(atLowestLoss)) {
                return atLowestLoss;
            }
            return model == null
                    ? Math.max(0.0, best)
                    : model.metrics().get("validation").values().stream()
                            .mapToDouble(Double::doubleValue)
                            .findFirst()
                            .orElse(0.0);
        }
    }
}
