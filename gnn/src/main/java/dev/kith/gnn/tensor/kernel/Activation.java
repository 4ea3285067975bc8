package dev.kith.gnn.tensor.kernel;

import java.util.Locale;

/**
 * Element-wise non-linearities whose derivative is a function of their value, so that the input need not be kept.
 */
public enum Activation {
    IDENTITY,
    RELU,
    /** Slope 0.2 below zero, as in the attention of GAT. */
    LEAKY_RELU,
    ELU,
    TANH,
    SIGMOID,
    /** {@code ln(1 + e^x)}. */
    SOFTPLUS,
    /** ReLU that ends at 6. */
    RELU6;

    static final float SIX = 6f;

    public static final float LEAK = 0.2f;

    /** The function; NaN stays NaN. */
    public float value(float x) {
        return switch (this) {
            case IDENTITY -> x;
            case RELU -> x <= 0f ? 0f : x;
            case LEAKY_RELU -> x <= 0f ? LEAK * x : x;
            case ELU -> x <= 0f ? Exponential.exp(x) - 1f : x;
            case TANH -> 1f - 2f / (Exponential.exp(2f * x) + 1f);
            case SIGMOID -> 1f / (1f + Exponential.exp(-x));
            case SOFTPLUS -> Float.isNaN(x) ? x : Math.max(x, 0f) + Exponential.log1p(Exponential.exp(-Math.abs(x)));
            case RELU6 -> x <= 0f ? 0f : x >= SIX ? SIX : x;
        };
    }

    /** The derivative, where {@code y} is the function's value. */
    public float slope(float y) {
        return switch (this) {
            case IDENTITY -> 1f;
            case RELU -> y <= 0f ? 0f : 1f;
            case LEAKY_RELU -> y <= 0f ? LEAK : 1f;
            case ELU -> y <= 0f ? y + 1f : 1f;
            case TANH -> 1f - y * y;
            case SIGMOID -> y * (1f - y);
            case SOFTPLUS -> 1f - Exponential.exp(-y);
            case RELU6 -> y <= 0f || y >= SIX ? 0f : 1f;
        };
    }

    /** The option's value for this activation, for example {@code leaky_relu}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
