package dev.kith.gnn.model.forward;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** A layer on each of some streams, for the rows that a loss or a look at some nodes needs. */
public final class SteadyLayers implements AutoCloseable {
    private final Engine engine;
    private final LocalObjective objective;
    private final int firstStream;
    private final List<SteadyLayer> streams;

    private SteadyLayers(
            Engine engine, LocalLayer layer, Pass pass, LocalObjective objective, int first, int end, int[] rows) {
        this.engine = engine;
        this.objective = objective;
        this.firstStream = first;
        this.streams = IntStream.range(first, end)
                .mapToObj(s -> new SteadyLayer(engine, layer, pass, objective, s, rows))
                .toList();
    }

    /** What the objective's loss reads. */
    public static SteadyLayers trained(Engine engine, LocalLayer layer, Pass pass, LocalObjective objective) {
        return new SteadyLayers(engine, layer, pass, objective, 0, objective.trained(), objective.trainedRows());
    }

    /** What the scores of these nodes are read from. */
    public static SteadyLayers scored(
            Engine engine, LocalLayer layer, Pass pass, LocalObjective objective, int[] nodes) {
        int first = nodes.length == 0 ? objective.streams() : objective.scoredFrom();
        return new SteadyLayers(
                engine, layer, pass, objective, first, objective.streams(), objective.scoredRows(nodes));
    }

    /** The layer's outputs, stream by stream. */
    public List<Variable> apply(Tape tape) {
        return streams.stream().map(layer -> layer.apply(tape)).toList();
    }

    /** Adds what the layer says to {@code scores}, {@code [nodes, classes]}. */
    public void addScores(Tensor scores) {
        for (int s = 0; s < streams.size(); s++) {
            try (Tape tape = Tape.inference(engine)) {
                objective.addScores(
                        engine, firstStream + s, streams.get(s).apply(tape).value(), scores);
            }
        }
    }

    @Override
    public void close() {
        streams.forEach(SteadyLayer::close);
    }
}
