package dev.kith.gnn.autograd;

import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Dropout;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * One forward computation and its walk backwards. Made for one step and closed after it; closing gives all memory
 * back to the engine's pool.
 */
public final class Tape implements AutoCloseable {
    private static final long DROPOUT_STREAM = 0xD50;
    private static final long DRAW_STREAM = 1L << 62;
    private static final long ASIDE_STREAM = 1L << 61;

    private final Engine engine;
    private final boolean training;
    private final boolean reorders;
    private final long seed;
    private final long step;
    private final List<Step> steps = new ArrayList<>();
    private final List<Variable> owned = new ArrayList<>();
    private final List<Penalty> penalties = new ArrayList<>();
    private int dropouts;
    private int draws;
    private boolean readsOrder;
    private int asides;
    private boolean walked;

    private Tape(Engine engine, boolean training, boolean reorders, long seed, long step) {
        this.engine = engine;
        this.training = training;
        this.reorders = reorders;
        this.seed = seed;
        this.step = step;
    }

    /** @param step number of the training step, so that each step drops other elements */
    public static Tape training(Engine engine, long seed, long step) {
        return new Tape(engine, true, true, seed, step);
    }

    /** Records nothing and drops nothing. */
    public static Tape inference(Engine engine) {
        return new Tape(engine, false, false, 0, 0);
    }

    /** As {@link #inference}, with neighbours in a random order for what reads them in one. */
    public static Tape reordering(Engine engine, long seed) {
        return new Tape(engine, false, true, seed, 0);
    }

    public Engine engine() {
        return engine;
    }

    public boolean isTraining() {
        return training;
    }

    /** A dropout with a mask of its own, or none where this is not training. */
    public Dropout dropout(float rate) {
        if (!training || rate == 0f) {
            return Dropout.NONE;
        }
        return new Dropout(rate, CounterRandom.bits(seed, DROPOUT_STREAM + step, dropouts++));
    }

    /** Random bits, others at each call. */
    public long draw() {
        return CounterRandom.bits(seed, DRAW_STREAM + step, draws++);
    }

    /** Asked by what reads neighbours in an order: whether that is to be a random one. */
    public boolean reorders() {
        readsOrder = true;
        return reorders;
    }

    /** Whether something has read its neighbours in an order: the result may change with it. */
    public boolean readsOrder() {
        return readsOrder;
    }

    /** Adds {@code weight · scalar} to what is minimised; only where this is training. */
    public void penalise(float weight, Variable scalar) {
        penalties.add(new Penalty(weight, scalar));
    }

    /** The loss with all penalties: what to walk back from. */
    public Variable penalised(Variable loss) {
        Variable sum = loss;
        for (Penalty penalty : penalties) {
            // The penalty's gradient is a factor's: the sum's own goes on to the loss.
            sum = Add.apply(this, penalty.weight, penalty.scalar, 1f, sum);
        }
        return sum;
    }

    /**
     * A tape in the same mode for what is computed on the side, with the same dropout rates and other masks. Nobody walks
     * back from it, and what was computed on it is gone when it is closed.
     */
    public Tape aside() {
        return new Tape(engine, training, reorders, CounterRandom.bits(seed, ASIDE_STREAM + step, asides++), step);
    }

    /** The caller's tensor, without a gradient. */
    public Variable constant(Tensor value) {
        return new Variable(this, value, null, false, false);
    }

    /** A tensor taken from the pool, given back with the tape, without a gradient. */
    public Variable ownedConstant(Tensor value) {
        Variable variable = new Variable(this, value, null, false, true);
        owned.add(variable);
        return variable;
    }

    public Variable parameter(Parameter parameter) {
        boolean trained = training && parameter.isTrained();
        return new Variable(this, parameter.value(), trained ? parameter.gradient() : null, trained, false);
    }

    /** The same value, through which no gradient flows. */
    public Variable detach(Variable variable) {
        return variable.detached();
    }

    /**
     * Puts the result of an operation on the tape.
     *
     * @param value taken from the engine's pool; the tape gives it back
     */
    public Variable record(Tensor value, Backward backward, Variable... inputs) {
        boolean needed = false;
        for (Variable input : inputs) {
            needed |= input.needsGradient();
        }
        Variable output = new Variable(this, value, null, training && needed, true);
        owned.add(output);
        if (output.needsGradient()) {
            steps.add(new Step(output, backward));
        }
        return output;
    }

    /**
     * As {@link #record}, for an operation that writes its result over {@code input}'s value. Refused for a value that
     * is not the tape's own.
     */
    public Variable recordInPlace(Variable input, Backward backward, Variable... inputs) {
        if (!input.owned()) {
            throw new IllegalArgumentException("A parameter or a constant cannot be overwritten.");
        }
        return record(input.moveValue(), backward, inputs);
    }

    /** Walks backwards from a scalar, once: gradients arrive at the parameters, everything else is given back. */
    public void backward(Variable scalar) {
        if (scalar.rows() != 1 || scalar.columns() != 1) {
            throw new IllegalArgumentException("Only a scalar can be walked back from, not " + scalar.value() + ".");
        }
        if (walked) {
            throw new IllegalStateException("A tape is walked back once; its values are given back on the way.");
        }
        walked = true;
        scalar.accumulate((gradient, beta) -> gradient.set(0, 0, 1f));
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step done = steps.get(i);
            if (done.output.gradient() != null) {
                done.backward.apply(done.output);
            }
            done.output.giveBack();
        }
        steps.clear();
    }

    @Override
    public void close() {
        steps.clear();
        owned.forEach(Variable::giveBack);
        owned.clear();
    }

    /** Turns the gradient of the output (present) into gradients of the operation's inputs. */
    @FunctionalInterface
    public interface Backward {
        void apply(Variable output);
    }

    private record Penalty(float weight, Variable scalar) {}

    private record Step(Variable output, Backward backward) {}
}
