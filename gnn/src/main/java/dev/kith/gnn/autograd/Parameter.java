package dev.kith.gnn.autograd;

import dev.kith.gnn.tensor.Tensor;

/**
 * A trained matrix with its gradient, or a buffer: state that is saved with the model but not trained (running means).
 * It lives as long as the model. The name is its key in model files.
 */
public final class Parameter implements AutoCloseable {
    private final String name;
    private final Tensor value;
    private final boolean trained;
    private final boolean decayed;
    /** Made when first asked for: a model that only predicts has none. */
    private Tensor gradient;

    private Parameter(String name, Tensor value, boolean trained, boolean decayed) {
        this.name = name;
        this.value = value;
        this.trained = trained;
        this.decayed = decayed;
    }

    /** @param decayed whether weight decay acts on it */
    public static Parameter trained(String name, Tensor value, boolean decayed) {
        return new Parameter(name, value, true, decayed);
    }

    public static Parameter buffer(String name, Tensor value) {
        return new Parameter(name, value, false, false);
    }

    public boolean isTrained() {
        return trained;
    }

    public String name() {
        return name;
    }

    public Tensor value() {
        return value;
    }

    /** The sum of the gradients since {@link #clearGradient}; null for a buffer. */
    public Tensor gradient() {
        if (gradient == null && trained) {
            gradient = Tensor.zeros(value.rows(), value.columns());
        }
        return gradient;
    }

    public boolean decayed() {
        return decayed;
    }

    public void clearGradient() {
        gradient().zero();
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
