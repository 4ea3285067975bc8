package dev.kith.gnn.tensor;

import dev.kith.gnn.tensor.kernel.ElementKernels;
import dev.kith.gnn.tensor.kernel.GateKernels;
import java.lang.foreign.MemorySegment;

/**
 * The steps of a recurrent cell over the entries of all rows of a pattern, those of one step together, from states of
 * zeros. The products of the cell's inputs are given; the states' are made anew on the walk backwards. The cut into tasks
 * depends on the shape only and their sums of gradients are added in order.
 */
public final class FoldSteps {
    private static final int LEAST_ROWS = 64;
    private static final int MOST_TASKS = 32;

    private final Engine engine;
    private final FoldPlan plan;
    private final SparsePattern pattern;
    private final int[] order;
    private final Tensor inputs;
    private final Tensor weight;
    private final Tensor bias;
    private final int width;
    /** States before the first step. */
    private Tensor zeros;

    private final GateKernels gates;
    private final ElementKernels elements;

    /**
     * @param order the arc at each place, or null
     * @param inputs {@code [n, 3h]}, products of the nodes as inputs
     * @param weight {@code [h, 3h]}, of the state
     * @param bias {@code [1, 3h]}
     */
    public FoldSteps(
            Engine engine,
            FoldPlan plan,
            SparsePattern pattern,
            int[] order,
            Tensor inputs,
            Tensor weight,
            Tensor bias) {
        this.engine = engine;
        this.plan = plan;
        this.pattern = pattern;
        this.order = order;
        this.inputs = inputs;
        this.weight = weight;
        this.bias = bias;
        this.width = weight.rows();
        this.gates = engine.kernels().gates();
        this.elements = engine.kernels().elements();
    }

    private int arc(int place, int step) {
        int at = pattern.offsets()[plan.rows()[place]] + step;
        return order == null ? at : order[at];
    }

    private long bytes(long rows) {
        return rows * width * Float.BYTES;
    }

    private static int grain(int rows) {
        return Math.max(LEAST_ROWS, (rows + MOST_TASKS - 1) / MOST_TASKS);
    }

    private static int tasks(int rows) {
        return (rows + grain(rows) - 1) / grain(rows);
    }

    /** Makes all states, {@code [arcs, h]} in the plan's order. */
    public void forward(Tensor states) {
        int most = plan.steps() == 0 ? 0 : plan.active(0);
        Tensor scratch = engine.pool().take(most, 6 * width);
        zeros = engine.pool().takeZeroed(most, width);
        for (int t = 0; t < plan.steps(); t++) {
            int step = t;
            engine.workers().ranges(plan.active(t), grain(plan.active(t)), (from, to) -> {
                Rows rows = new Rows(scratch, step, from, to - from);
                rows.multiply(states);
                MemorySegment out = states.memory().asSlice(bytes(plan.starts()[step] + from), bytes(to - from));
                gates.gates(rows.ofInput, rows.ofState, rows.before(states), width, out, 0, to - from);
            });
        }
        engine.pool().release(scratch);
        engine.pool().release(zeros);
    }

    /**
     * @param g {@code [arcs, h]} in the plan's order: the gradients of the rows' last states, zeros elsewhere; those of
     *     the other states are added on the way
     * @param dInputs {@code [arcs, 3h]} by arc, overwritten
     * @param dWeight added to
     * @param dBias added to
     */
    public void backward(Tensor states, Tensor g, Tensor dInputs, Tensor dWeight, Tensor dBias) {
        int most = plan.steps() == 0 ? 0 : plan.active(0);
        Tensor scratch = engine.pool().take(most, 13 * width);
        zeros = engine.pool().takeZeroed(most, width);
        for (int t = plan.steps() - 1; t >= 0; t--) {
            int step = t;
            int active = plan.active(t);
            Tensor weights = engine.pool().take(tasks(active), Math.toIntExact(weight.size()));
            Tensor biases = engine.pool().takeZeroed(tasks(active), Math.toIntExact(bias.size()));
            engine.workers().ranges(active, grain(active), (from, to) -> {
                int task = from / grain(active);
                int n = to - from;
                Rows rows = new Rows(scratch, step, from, n);
                rows.multiply(states);
                MemorySegment upstream = g.memory().asSlice(bytes(plan.starts()[step] + from), bytes(n));
                MemorySegment before = rows.before(states);
                gates.gatesBackward(
                        rows.ofInput,
                        rows.ofState,
                        before,
                        upstream,
                        width,
                        rows.dInput,
                        rows.dState,
                        rows.dBefore,
                        0,
                        n);
                rows.put(dInputs);
                long ofWeights = weights.memory().address() + task * weight.bytes();
                Blas.sgemm(
                        true,
                        false,
                        width,
                        3 * width,
                        n,
                        before.address(),
                        width,
                        rows.dState.address(),
                        3 * width,
                        0f,
                        ofWeights,
                        3 * width);
                MemorySegment ofBiases = biases.memory().asSlice(task * bias.bytes(), bias.bytes());
                elements.columnSums(rows.dState, 3 * width, ofBiases, 0, n);
                if (step > 0) {
                    rows.addBefore(g);
                }
            });
            engine.elements().addPartials(weights, 1f, dWeight);
            engine.elements().addPartials(biases, 1f, dBias);
            engine.pool().release(weights);
            engine.pool().release(biases);
        }
        engine.pool().release(scratch);
        engine.pool().release(zeros);
    }

    /** The memory of some rows at one step. */
    private final class Rows {
        private final int step;
        private final int first;
        private final int n;
        private final MemorySegment ofInput;
        private final MemorySegment ofState;
        private final MemorySegment dInput;
        private final MemorySegment dState;
        private final MemorySegment dBefore;

        Rows(Tensor scratch, int step, int first, int n) {
            this.step = step;
            this.first = first;
            this.n = n;
            long start = (long) first * scratch.columns() * Float.BYTES;
            MemorySegment memory = scratch.memory().asSlice(start, (long) n * scratch.columns() * Float.BYTES);
            boolean back = scratch.columns() > 6 * width;
            ofInput = memory.asSlice(0, bytes(3L * n));
            ofState = memory.asSlice(bytes(3L * n), bytes(3L * n));
            dInput = back ? memory.asSlice(bytes(6L * n), bytes(3L * n)) : null;
            dState = back ? memory.asSlice(bytes(9L * n), bytes(3L * n)) : null;
            dBefore = back ? memory.asSlice(bytes(12L * n), bytes(n)) : null;
        }

        /** The states before this step; at the first one they are zeros. */
        MemorySegment before(Tensor states) {
            return step == 0
                    ? zeros.memory().asSlice(bytes(first), bytes(n))
                    : states.memory().asSlice(bytes(plan.starts()[step - 1] + first), bytes(n));
        }

        void multiply(Tensor states) {
            for (int i = 0; i < n; i++) {
                int node = pattern.indices()[arc(first + i, step)];
                MemorySegment.copy(inputs.memory(), bytes(3L * node), ofInput, bytes(3L * i), bytes(3));
                MemorySegment.copy(bias.memory(), 0, ofState, bytes(3L * i), bytes(3));
            }
            if (step > 0) {
                Blas.sgemm(
                        false,
                        false,
                        n,
                        3 * width,
                        width,
                        before(states).address(),
                        width,
                        weight.memory().address(),
                        3 * width,
                        1f,
                        ofState.address(),
                        3 * width);
            }
        }

        void put(Tensor dInputs) {
            for (int i = 0; i < n; i++) {
                MemorySegment.copy(dInput, bytes(3L * i), dInputs.memory(), bytes(3L * arc(first + i, step)), bytes(3));
            }
        }

        /** Adds the gradient of the states before to what has arrived at them. */
        void addBefore(Tensor g) {
            Blas.sgemm(
                    false,
                    true,
                    n,
                    width,
                    3 * width,
                    dState.address(),
                    3 * width,
                    weight.memory().address(),
                    3 * width,
                    1f,
                    dBefore.address(),
                    width);
            MemorySegment before = g.memory().asSlice(bytes(plan.starts()[step - 1] + first), bytes(n));
            elements.axpby(1f, dBefore, 1f, before, 0, (long) n * width);
        }
    }
}
