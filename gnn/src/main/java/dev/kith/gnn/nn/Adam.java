package dev.kith.gnn.nn;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.OptimizerKernels.AdamStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam (Kingma and Ba 2015) with weight decay added to the gradient, or AdamW (Loshchilov and Hutter 2019) with weight
 * decay on the weights. Moments belong to it and are part of a checkpoint.
 */
public final class Adam implements AutoCloseable {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;
    private static final int GRAIN = 1 << 15;

    private final Engine engine;
    private final List<Parameter> parameters;
    private final float weightDecay;
    private final boolean decoupled;
    private final Map<Parameter, Moments> moments = new LinkedHashMap<>();
    private long steps;

    /** @param decoupled AdamW */
    public Adam(Engine engine, List<Parameter> parameters, float weightDecay, boolean decoupled) {
        this.engine = engine;
        this.parameters = parameters.stream().filter(Parameter::isTrained).toList();
        this.weightDecay = weightDecay;
        this.decoupled = decoupled;
        for (Parameter parameter : this.parameters) {
            int rows = parameter.value().rows();
            int columns = parameter.value().columns();
            moments.put(parameter, new Moments(Tensor.zeros(rows, columns), Tensor.zeros(rows, columns)));
        }
    }

    public void clearGradients() {
        parameters.forEach(Parameter::clearGradient);
    }

    /** Moves the parameters against their gradients. */
    public void step(float rate) {
        steps++;
        float correction1 = (float) (1.0 / (1.0 - Math.pow(BETA1, (double) steps)));
        float correction2 = (float) (1.0 / (1.0 - Math.pow(BETA2, (double) steps)));
        var kernels = engine.kernels().optimizer();
        for (Parameter parameter : parameters) {
            float decay = parameter.decayed() ? weightDecay : 0f;
            AdamStep step = new AdamStep(
                    rate,
                    BETA1,
                    BETA2,
                    EPSILON,
                    correction1,
                    correction2,
                    decoupled ? 0f : decay,
                    decoupled ? rate * decay : 0f);
            Moments m = moments.get(parameter);
            int size = Math.toIntExact(parameter.value().size());
            engine.workers()
                    .ranges(
                            size,
                            GRAIN,
                            (from, to) -> kernels.adam(
                                    parameter.value().memory(),
                                    parameter.gradient().memory(),
                                    m.first.memory(),
                                    m.second.memory(),
                                    step,
                                    from,
                                    to));
        }
    }

    /** Scales all gradients so that their joint norm is at most {@code most}; returns the norm before. */
    public double clip(double most) {
        double squares = 0.0;
        for (Parameter parameter : parameters) {
            squares += dev.kith.gnn.tensor.Dot.of(engine, parameter.gradient(), parameter.gradient());
        }
        double norm = Math.sqrt(squares);
        if (norm > most) {
            for (Parameter parameter : parameters) {
                engine.elements().axpby((float) (most / norm), parameter.gradient(), 0f, parameter.gradient());
            }
        }
        return norm;
    }

    /** Steps made so far. */
    public long steps() {
        return steps;
    }

    /** Continues from a checkpoint. */
    public void resume(long stepsMade) {
        steps = stepsMade;
    }

    /** First and second moments by parameter name, for checkpoints: {@code NAME/first}, {@code NAME/second}. */
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        moments.forEach((parameter, m) -> {
            state.put(parameter.name() + "/first", m.first);
            state.put(parameter.name() + "/second", m.second);
        });
        return state;
    }

    @Override
    public void close() {
        moments.values().forEach(m -> {
            m.first.close();
            m.second.close();
        });
        moments.clear();
    }

    private record Moments(Tensor first, Tensor second) {}
}
