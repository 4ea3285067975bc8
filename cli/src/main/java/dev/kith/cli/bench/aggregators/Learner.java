package dev.kith.cli.bench.aggregators;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Engine;
import java.util.Map;

/** A network with the aggregator under test, and the task that it learns. */
interface Learner extends Module {
    /** What a step minimises, a scalar, without the aggregator's penalties. */
    Variable loss(Tape tape, int step);

    /** One figure to look at while it learns. */
    double watched(Engine engine);

    /** All figures by name, on examples that no step has seen. */
    Map<String, Double> figures(Engine engine);

    /** Of the results over random orders of the neighbours, relative to their size: 0 where the order does not matter. */
    double spread(Engine engine);
}
