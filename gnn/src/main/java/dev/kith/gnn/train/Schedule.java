package dev.kith.gnn.train;

import dev.kith.gnn.model.Settings;

/** The learning rate of each epoch. */
public record Schedule(String shape, double rate, int warmup, int epochs) {
    public static Schedule of(Settings settings) {
        return new Schedule(
                settings.choice("schedule"),
                settings.real("learningRate"),
                settings.whole("warmup"),
                settings.whole("epochs"));
    }

    /** The same shape at another rate. */
    public Schedule from(double other) {
        return new Schedule(shape, other, warmup, epochs);
    }

    /** @param epoch from 0 */
    public float at(int epoch) {
        if (epoch < warmup) {
            return (float) (rate * (epoch + 1) / (warmup + 1));
        }
        double done = epochs <= warmup ? 0.0 : (double) (epoch - warmup) / (epochs - warmup);
        return switch (shape) {
            case "cosine" -> (float) (rate * 0.5 * (1.0 + Math.cos(Math.PI * done)));
            case "linear" -> (float) (rate * (1.0 - done));
            default -> (float) rate;
        };
    }
}
