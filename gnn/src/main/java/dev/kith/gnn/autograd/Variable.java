package dev.kith.gnn.autograd;

import dev.kith.gnn.tensor.Tensor;

/** A value on a {@link Tape}, with its gradient once the walk backwards has reached it. */
public final class Variable {
    private final Tape tape;
    private final int rows;
    private final int columns;
    private final boolean needsGradient;
    /** Whether value and gradient belong to the tape, or to a parameter or the caller. */
    private final boolean owned;
    /** The variable whose value this one reads, or null where it has one of its own. */
    private final Variable source;

    private Tensor value;
    private Tensor gradient;

    Variable(Tape tape, Tensor value, Tensor gradient, boolean needsGradient, boolean owned) {
        this.tape = tape;
        this.value = value;
        this.rows = value.rows();
        this.columns = value.columns();
        this.gradient = gradient;
        this.needsGradient = needsGradient;
        this.owned = owned;
        this.source = null;
    }

    private Variable(Variable source) {
        this.tape = source.tape;
        this.rows = source.rows;
        this.columns = source.columns;
        this.needsGradient = false;
        this.owned = false;
        this.source = source;
    }

    /** The same value, without a gradient. */
    Variable detached() {
        return new Variable(this);
    }

    /** @throws IllegalStateException where an in-place operation has overwritten it, or the tape has passed it */
    public Tensor value() {
        if (source != null) {
            return source.value();
        }
        if (value == null) {
            throw new IllegalStateException("This value was overwritten in place or given back by the tape.");
        }
        return value;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public boolean needsGradient() {
        return needsGradient;
    }

    boolean owned() {
        return owned;
    }

    /** The gradient that has arrived so far, or null. */
    public Tensor gradient() {
        return gradient;
    }

    /** Adds a contribution to the gradient; nothing happens where none is needed. */
    public void accumulate(Contribution contribution) {
        if (!needsGradient) {
            return;
        }
        if (gradient == null) {
            gradient = tape.engine().pool().take(rows, columns);
            contribution.write(gradient, 0f);
        } else {
            contribution.write(gradient, 1f);
        }
    }

    /**
     * The gradient of {@code output}, changed in place, becomes a contribution to this one without a copy where it is
     * the first.
     */
    public void inheritGradient(Variable output) {
        Tensor from = output.gradient;
        output.gradient = null;
        give(from);
    }

    /** Adds a contribution that was taken from the pool and is now the variable's to keep or to give back. */
    public void give(Tensor contribution) {
        if (needsGradient && gradient == null) {
            gradient = contribution;
            return;
        }
        accumulate((g, beta) -> tape.engine().elements().axpby(1f, contribution, beta, g));
        tape.engine().pool().release(contribution);
    }

    /** Moves the value out: it is the caller's to pass on, or to give back to the pool. */
    public Tensor moveValue() {
        Tensor moved = value();
        value = null;
        return moved;
    }

    void giveBack() {
        if (!owned) {
            return;
        }
        if (value != null) {
            tape.engine().pool().release(value);
            value = null;
        }
        if (gradient != null) {
            tape.engine().pool().release(gradient);
            gradient = null;
        }
    }

    /** Writes a gradient contribution: overwrite with beta 0, add with beta 1. */
    @FunctionalInterface
    public interface Contribution {
        void write(Tensor gradient, float beta);
    }
}
