package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.GatherRows;
import dev.kith.gnn.autograd.ops.SparseMatMul;
import dev.kith.gnn.model.forward.InputPolicy;
import dev.kith.gnn.model.forward.LayerStates;
import dev.kith.gnn.model.forward.LocalLayer;
import dev.kith.gnn.model.forward.LocalObjective;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * All layers side by side: in each epoch a step of each, which reads what the others said before (Park et al. 2024,
 * algorithm 3). The network is judged and kept as a whole.
 */
final class TurnTraining {
    private final Course course;
    private final InputPolicy policy;
    private final Schedule schedule;

    TurnTraining(Course course, InputPolicy policy) {
        this.course = course;
        this.policy = policy;
        this.schedule = Schedule.of(course.settings());
    }

    /**
     * @param scores {@code [judged, columns]}, zeros; what the trained layers say is added
     * @return the epoch whose weights are kept, from 0
     */
    int train(Tensor scores) {
        LocalTask task = course.task();
        LocalObjective objective = task.objective();
        List<LocalLayer> layers = task.layers();
        BestWeights best = new BestWeights(Module.join(layers));
        SparseMatrix rows =
                GatherRows.selection(objective.trainedRows(), objective.graph(0).nodes());
        List<Adam> optimisers = layers.stream().map(course::adam).toList();
        List<LocalStep> steps = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            steps.add(course.step(l, optimisers.get(l), policy.clip()));
        }
        try (LayerStates states = task.states()) {
            course.run(
                    best,
                    1,
                    epoch -> {
                        double sum = 0.0;
                        for (int l : policy.order(layers.size())) {
                            sum += steps.get(l)
                                    .run(
                                            course.done(),
                                            schedule.at(epoch),
                                            tape -> loss(tape, l, states, objective, rows),
                                            () -> batch(l, states, objective));
                        }
                        states.endStep();
                        return sum / layers.size();
                    },
                    task::addScores);
        } finally {
            optimisers.forEach(Adam::close);
        }
        task.addScores(scores);
        return best.epoch();
    }

    private static Variable loss(
            Tape tape, int layer, LayerStates states, LocalObjective objective, SparseMatrix rows) {
        Variable output = states.output(tape, layer);
        Variable judged = states.judged(tape, layer, output);
        Variable loss = objective.loss(tape, List.of(SparseMatMul.apply(tape, rows, judged)));
        states.keep(layer, output);
        return loss;
    }

    private static Batch batch(int layer, LayerStates states, LocalObjective objective) {
        return new Batch(states.input(layer), List.of(objective.graph(0)), null, null, null, null);
    }
}
