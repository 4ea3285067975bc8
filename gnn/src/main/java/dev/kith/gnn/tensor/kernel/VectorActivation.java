package dev.kith.gnn.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Activation}'s functions on the lanes of a vector, the same to the bit. */
final class VectorActivation {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;

    private VectorActivation() {}

    static FloatVector value(Activation activation, FloatVector x) {
        return switch (activation) {
            case IDENTITY -> x;
            case RELU -> x.blend(0f, x.compare(VectorOperators.LE, 0f));
            case LEAKY_RELU -> x.blend(x.mul(Activation.LEAK), x.compare(VectorOperators.LE, 0f));
            case ELU -> x.blend(Exponential.exp(x).sub(1f), x.compare(VectorOperators.LE, 0f));
            case TANH -> tanh(x);
            case SIGMOID -> sigmoid(x);
            case SOFTPLUS ->
                x.max(0f).add(Exponential.log1p(Exponential.exp(x.abs().neg())));
            case RELU6 ->
                x.blend(0f, x.compare(VectorOperators.LE, 0f))
                        .blend(Activation.SIX, x.compare(VectorOperators.GE, Activation.SIX));
        };
    }

    static FloatVector sigmoid(FloatVector x) {
        return FloatVector.broadcast(F, 1f).div(Exponential.exp(x.neg()).add(1f));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector one = FloatVector.broadcast(F, 1f);
        return one.sub(
                FloatVector.broadcast(F, 2f).div(Exponential.exp(x.mul(2f)).add(1f)));
    }

    /** The derivative, where {@code y} is the function's value. */
    static FloatVector slope(Activation activation, FloatVector y) {
        FloatVector one = FloatVector.broadcast(F, 1f);
        return switch (activation) {
            case IDENTITY -> one;
            case RELU -> one.blend(0f, y.compare(VectorOperators.LE, 0f));
            case LEAKY_RELU -> one.blend(Activation.LEAK, y.compare(VectorOperators.LE, 0f));
            case ELU -> one.blend(y.add(1f), y.compare(VectorOperators.LE, 0f));
            case TANH -> one.sub(y.mul(y));
            case SIGMOID -> y.mul(one.sub(y));
            case SOFTPLUS -> one.sub(Exponential.exp(y.neg()));
            case RELU6 ->
                one.blend(0f, y.compare(VectorOperators.LE, 0f))
                        .blend(0f, y.compare(VectorOperators.GE, Activation.SIX));
        };
    }
}
