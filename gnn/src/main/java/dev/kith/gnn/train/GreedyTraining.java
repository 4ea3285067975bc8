package dev.kith.gnn.train;

import dev.kith.gnn.model.forward.LocalLayer;
import dev.kith.gnn.model.forward.LocalObjective;
import dev.kith.gnn.model.forward.Pass;
import dev.kith.gnn.model.forward.SteadyLayers;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;

/**
 * One layer after the other, each on an input that stays the same meanwhile (Park et al. 2024, algorithms 1 and 2). A
 * layer is judged by what it and those below it say together.
 */
final class GreedyTraining {
    private final Course course;
    private final Schedule schedule;

    GreedyTraining(Course course) {
        this.course = course;
        this.schedule = Schedule.of(course.settings());
    }

    /**
     * @param scores {@code [judged, columns]}, zeros; what the trained layers say is added
     * @return the epoch whose weights the last layer keeps, from 0
     */
    int train(Tensor scores) {
        LocalObjective objective = course.task().objective();
        List<LocalLayer> layers = course.task().layers();
        int best = -1;
        try (Pass pass = new Pass(course.engine(), objective)) {
            for (int l = 0; l < layers.size(); l++) {
                // What was done before had other shapes.
                course.engine().pool().trim();
                best = layer(l, objective, pass, scores);
                if (l < layers.size() - 1) {
                    course.engine().pool().trim();
                    pass.through(layers.get(l), (stream, output) -> {});
                }
            }
        }
        return best;
    }

    private int layer(int l, LocalObjective objective, Pass pass, Tensor scores) {
        LocalLayer layer = course.task().layers().get(l);
        int before = course.done();
        int[] looked = course.task().judged();
        BestWeights best = new BestWeights(layer.parameters());
        try (SteadyLayers trained = SteadyLayers.trained(course.engine(), layer, pass, objective);
                SteadyLayers scored = SteadyLayers.scored(course.engine(), layer, pass, objective, looked);
                Adam adam = course.adam(layer)) {
            LocalStep step = course.step(l, adam, 0.0);
            course.run(
                    best,
                    course.task().layers().size(),
                    epoch -> {
                        double loss = step.run(
                                course.done(),
                                schedule.at(epoch),
                                tape -> objective.loss(tape, trained.apply(tape)),
                                () -> new Batch(pass.input(0), List.of(objective.graph(0)), null, null, null, null));
                        if (epoch == 0 && step.isStuck()) {
                            course.listener()
                                    .notice("Layer " + (l + 1) + " cannot learn: its output is zero wherever its loss"
                                            + " looks. A larger hidden, or another seed, mends it.");
                        }
                        return loss;
                    },
                    sum -> {
                        sum.copyFrom(scores);
                        scored.addScores(sum);
                    });
            scored.addScores(scores);
        }
        return before + best.epoch();
    }
}
