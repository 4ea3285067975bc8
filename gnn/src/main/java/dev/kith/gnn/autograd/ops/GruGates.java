package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;

/**
 * The gates of a gated recurrent unit from the products of its input and of its state, in one pass ({@link
 * dev.kith.gnn.tensor.kernel.GateKernels} has the equations): {@code [n, 3h], [n, 3h], [n, h] → [n, h]}.
 */
public final class GruGates {
    private GruGates() {}

    /**
     * @param input products with the input, reset, update and candidate side by side
     * @param recurrent products with the state, in the same order
     */
    public static Variable apply(Tape tape, Variable input, Variable recurrent, Variable state) {
        Engine engine = tape.engine();
        var gates = engine.kernels().gates();
        int n = state.rows();
        int width = state.columns();
        if (input.columns() != 3 * width || recurrent.columns() != 3 * width || input.rows() != n) {
            throw new IllegalArgumentException(
                    "The shapes do not fit: " + input.value() + ", " + recurrent.value() + ", " + state.value() + ".");
        }
        Tensor next = engine.pool().take(n, width);
        engine.elements()
                .rows(
                        next,
                        (from, to) -> gates.gates(
                                input.value().memory(),
                                recurrent.value().memory(),
                                state.value().memory(),
                                width,
                                next.memory(),
                                from,
                                to));
        return tape.record(
                next,
                output -> {
                    Tensor ofInput = engine.pool().take(n, 3 * width);
                    Tensor ofRecurrent = engine.pool().take(n, 3 * width);
                    Tensor ofState = engine.pool().take(n, width);
                    engine.elements()
                            .rows(
                                    ofState,
                                    (from, to) -> gates.gatesBackward(
                                            input.value().memory(),
                                            recurrent.value().memory(),
                                            state.value().memory(),
                                            output.gradient().memory(),
                                            width,
                                            ofInput.memory(),
                                            ofRecurrent.memory(),
                                            ofState.memory(),
                                            from,
                                            to));
                    input.give(ofInput);
                    recurrent.give(ofRecurrent);
                    state.give(ofState);
                },
                input,
                recurrent,
                state);
    }
}
