package dev.kith.gnn.autograd;

import dev.kith.gnn.tensor.Tensor;

/**
 * A trained matrix with its gradient, or a buffer: state that is saved with the model but not trained (running means).
 * It lives as long as the model. The name is its key in model files.
 */
public final class Parameter implements AutoCloseable {
    private final String name;
    private final Tensor value;
    private final Tensor gradient;
    private final boolean decayed;

    private Parameter(String name, Tensor value, Tensor gradient, boolean decayed) {
        this.name = name;
        this.value = value;
        this.gradient = gradient;
        this.decayed = decayed;
    }

    /** @param decayed whether weight decay acts on it */
    public static Parameter trained(String name, Tensor value, boolean decayed) {
        return new Parameter(name, value, Tensor.zeros(value.rows(), value.columns()), decayed);
    }

    public static Parameter buffer(String name, Tensor value) {
        return new Parameter(name, value, null, false);
    }

    public boolean isTrained() {
        return gradient != null;
    }

    public String name() {
        return name;
    }

    public Tensor value() {
        return value;
    }

    /** The sum of the gradients since {@link #clearGradient}; null for a buffer. */
    public Tensor gradient() {
        return gradient;
    }

    public boolean decayed() {
        return decayed;
    }

    public void clearGradient() {
        gradient.zero();
    }

    @Override
    public void close() {
        value.close();
        if (gradient != null) {
            gradient.close();
        }
    }

    @Override
    public String toString() {
        return name + " " + value;
    }
}
