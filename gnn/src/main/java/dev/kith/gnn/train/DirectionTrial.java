package dev.kith.gnn.train;

import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.graph.Split;
import java.util.Map;

/**
 * The test that matters for an advice: the same small model with the same seeds on the directed graph and on the
 * symmetrised one, compared on the validation nodes.
 *
 * @param model what was trained
 * @param seeds trainings on each of the two
 * @param directed mean validation accuracy with directions
 * @param undirected without
 * @param difference of the two; positive where directions help
 * @param standardError of the difference, over the seeds
 */
public record DirectionTrial(
        String model, int seeds, double directed, double undirected, double difference, double standardError) {
    private static final String MODEL = "dirsage";
    private static final int SEEDS = 5;

    /** Trains on the split's training nodes; its test nodes are not looked at. */
    public static DirectionTrial run(NodeClassification task, Split split, long firstSeed) {
        ModelEntry entry = ModelRegistry.find(MODEL);
        Split blind = new Split(split.name(), split.train(), split.validation(), new int[0]);
        double[] kept = new double[SEEDS];
        double[] dropped = new double[SEEDS];
        for (int s = 0; s < SEEDS; s++) {
            kept[s] = validation(task, entry, "keep", blind, firstSeed + s);
            dropped[s] = validation(task, entry, "drop", blind, firstSeed + s);
        }
        double difference = mean(kept) - mean(dropped);
        double squares = 0.0;
        for (int s = 0; s < SEEDS; s++) {
            double deviation = kept[s] - dropped[s] - difference;
            squares += deviation * deviation;
        }
        double standardError = Math.sqrt(squares / (SEEDS - 1) / SEEDS);
        return new DirectionTrial(MODEL, SEEDS, mean(kept), mean(dropped), difference, standardError);
    }

    private static double validation(
            NodeClassification task, ModelEntry entry, String directionality, Split split, long seed) {
        Settings settings = TrainingOptions.settings(entry, Map.of("directionality", directionality));
        try (Model model = task.train(entry, settings, split, seed, TrainingListener.SILENT, Checkpoint.NONE)) {
            return model.metrics().get("validation").getOrDefault("accuracy", Double.NaN);
        }
    }

    private static double mean(double[] values) {
        double sum = 0.0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
