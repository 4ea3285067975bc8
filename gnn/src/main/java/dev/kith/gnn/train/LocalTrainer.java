package dev.kith.gnn.train;

import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import java.util.function.IntConsumer;

/** Trains layers by losses of their own; no gradient leads from one to another. */
public final class LocalTrainer {
    private final Course course;

    /** @param progress hears how many epochs are done */
    public LocalTrainer(
            Engine engine,
            LocalTask task,
            Settings settings,
            HealthGate gate,
            long seed,
            TrainingListener listener,
            IntConsumer progress) {
        this.course = new Course(engine, task, settings, gate, seed, listener, progress);
    }

    /**
     * @param bestEpoch whose weights are kept, of the last layer where each has its own, from 0
     * @param millis of each epoch
     */
    public record Result(int bestEpoch, List<Double> millis) {}

    /** @param scores {@code [judged, columns]}, zeros; what the trained layers say of what is judged is added */
    public Result train(Tensor scores) {
        LocalTask task = course.task();
        int best = task.policy()
                .map(policy -> new TurnTraining(course, policy).train(scores))
                .orElseGet(() -> new GreedyTraining(course).train(scores));
        return new Result(best, course.millis());
    }
}
