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
    }

    /** @throws IllegalStateException where an in-place operation has overwritten it, or the tape has passed it */
    public Tensor value() {
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
        if (!needsGradient) {
            return;
        }
        if (gradient == null && owned) {
            gradient = output.gradient;
            output.gradient = null;
        } else {
            Tensor from = output.gradient;
            accumulate((g, beta) -> tape.engine().elements().axpby(1f, from, beta, g));
        }
    }

    /** Moves the value out, for an operation that overwrites it. */
    Tensor moveValue() {
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
