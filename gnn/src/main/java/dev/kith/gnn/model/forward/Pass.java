package dev.kith.gnn.model.forward;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.RowNormalise;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;

/**
 * Streams on their way up through the layers. Held are the inputs of one layer, {@code U = norm(H)} of the one before it,
 * and while it is left those of the next; no gradient leads from one to the other.
 */
public final class Pass implements AutoCloseable {
    private final Engine engine;
    private final LocalObjective objective;
    /** What each stream reads now; null stands for the objective's own. */
    private Tensor[] inputs;

    public Pass(Engine engine, LocalObjective objective) {
        this.engine = engine;
        this.objective = objective;
        this.inputs = new Tensor[objective.streams()];
    }

    /** What a stream's rows are now. */
    public Input input(int stream) {
        return inputs[stream] == null ? objective.input(stream) : new Input.Dense(inputs[stream]);
    }

    /** The same for a layer: whatever it might keep of features that never change it does not keep of these. */
    Input input(Tape tape, int stream) {
        return input(stream) instanceof Input.Dense dense ? Input.of(tape.constant(dense.tensor())) : input(stream);
    }

    /** Hears of each stream's output {@code [rows, d]}, which lasts as long as the call. */
    public interface Outputs {
        void of(int stream, Tensor output);
    }

    /** Leads all streams through a layer. */
    public void through(LocalLayer layer, Outputs listener) {
        Tensor[] next = new Tensor[inputs.length];
        for (int s = 0; s < next.length; s++) {
            int carrier = objective.carrier(s);
            if (carrier != s) {
                next[s] = next[carrier];
                continue;
            }
            try (Tape tape = Tape.inference(engine)) {
                Variable output = layer.forward(tape, input(tape, s), objective.graph(s));
                listener.of(s, output.value());
                next[s] = engine.pool().take(output.rows(), output.columns());
                RowNormalise.write(engine, output.value(), next[s]);
            }
        }
        release();
        inputs = next;
    }

    private void release() {
        for (int s = 0; s < inputs.length; s++) {
            if (inputs[s] != null && objective.carrier(s) == s) {
                engine.pool().release(inputs[s]);
            }
        }
    }

    @Override
    public void close() {
        release();
        inputs = new Tensor[inputs.length];
    }
}
