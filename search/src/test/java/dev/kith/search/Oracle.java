package dev.kith.search;

import dev.kith.gnn.file.SafeTensors.Matrix;
import dev.kith.graph.random.CounterRandom;
import dev.kith.search.trial.Evaluator;
import dev.kith.search.trial.SharedLayers;
import dev.kith.search.trial.TrialResult;
import dev.kith.search.trial.TrialSpec;
import dev.kith.search.trial.WeightShelf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * An evaluator that trains nothing: the score follows from the trial's model, settings and inherited weights, so that
 * another trial or other weights give another score. How long it takes is random.
 */
class Oracle implements Evaluator {
    private final int mostMillis;
    final AtomicInteger evaluated = new AtomicInteger();

    Oracle(int mostMillis) {
        this.mostMillis = mostMillis;
    }

    @Override
    public TrialResult evaluate(TrialSpec spec, WeightShelf shelf, BooleanSupplier cancelled) {
        evaluated.incrementAndGet();
        if (mostMillis > 0) {
            sleep(CounterRandom.below(System.nanoTime(), 1, 1, mostMillis + 1));
        }
        double inherited = 0.0;
        for (String name : spec.inherit()) {
            inherited += name.isEmpty() ? 0.0 : shelf.read(name).get("w").values()[0];
        }
        double score = Math.floorMod((spec.model() + spec.settings()).hashCode() * 0x9E3779B9, 100_000) / 200_000.0
                + (inherited - Math.floor(inherited)) / 4.0;
        if (Math.floorMod(spec.settings().hashCode(), 9) == 0) {
            throw new IllegalStateException("This one always fails.");
        }
        List<Long> bytes = new ArrayList<>();
        if (spec.keepsWeights()) {
            for (int l = 0; l < SharedLayers.keys(spec.settings()).size(); l++) {
                float weight = (float) (score * (l + 1));
                shelf.write(spec.weightsOf(l), Map.of("w", new Matrix(1, 1, new float[] {weight})));
                bytes.add(100_000L);
            }
        }
        return new TrialResult(TrialResult.Status.DONE, score, 0.0, "", 1, 1, 10, bytes);
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Map<String, Map<String, Double>> retrain(
            String model, Map<String, Object> settings, long seed, boolean test, BooleanSupplier cancelled) {
        double score = Math.floorMod(settings.hashCode() + seed, 1000) / 1000.0;
        return test
                ? Map.of("validation", Map.of("accuracy", score), "test", Map.of("accuracy", score / 2))
                : Map.of("validation", Map.of("accuracy", score), "test", Map.of());
    }
}
