package dev.kith.gnn.train;

import dev.kith.gnn.model.forward.ForwardStack;
import dev.kith.gnn.model.forward.LocalObjective;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Trains the layers of a {@link ForwardStack} by losses of their own; no gradient leads from one to another. */
final class LocalTrainer {
    private final Course course;

    LocalTrainer(Course course) {
        this.course = course;
    }

    /**
     * @param bestEpoch whose weights are kept, of the last layer where each has its own, from 0
     * @param millis of each epoch
     * @param judged logits {@code [validation, classes]} by which they were chosen
     */
    record Result(int bestEpoch, List<Double> millis, float[][] judged) {}

    Result train() {
        ForwardStack network = course.network();
        TrainingData data = course.data();
        network.begin(course.seed(), data.train(), data.classesOf(data.train()));
        var pool = course.engine().pool();
        Tensor scores = pool.takeZeroed(data.validation().length, network.classes());
        int best;
        try (LocalObjective objective = network.objective(
                data.input(), data.graph().whole(), data.weights(), data.validation(), course.seed())) {
            best = network.policy()
                    .map(policy -> new TurnTraining(course, policy).train(objective, scores))
                    .orElseGet(() -> new GreedyTraining(course).train(objective, scores));
            network.toLogits(objective, scores);
        }
        float[][] judged =
                IntStream.range(0, scores.rows()).mapToObj(scores::row).toArray(float[][]::new);
        pool.release(scores);
        network.end(data.validation(), data.classesOf(data.validation()));
        pool.trim();
        return new Result(best, course.millis(), judged);
    }
}
