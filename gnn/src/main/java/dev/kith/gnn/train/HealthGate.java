package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.KithException;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stops a training whose numbers are no longer numbers, and says where it began. */
public final class HealthGate {
    /** A feature above it, or a sum of some, is soon more than a float can be. */
    private static final double HUGE = 1e12;

    private static final int INFINITE = 0x7F800000;
    private static final int GRAIN = 1 << 15;
    private static final double COLLAPSED = 1e-10;

    private final Engine engine;
    private final Network network;
    private final InputNames names;
    private final int firstLayer;

    public HealthGate(Engine engine, Network network, InputNames names) {
        this(engine, network, names, 1);
    }

    private HealthGate(Engine engine, Network network, InputNames names, int firstLayer) {
        this.engine = engine;
        this.network = network;
        this.names = names;
        this.firstLayer = firstLayer;
    }

    /** The same for one layer that is trained by itself, whose input has nodes for classes below the graph's own. */
    HealthGate layer(Network layer, int number, int nodes) {
        InputNames withClasses = new InputNames() {
            @Override
            public String node(int node) {
                return node < nodes ? names.node(node) : "the node of class " + (node - nodes);
            }

            @Override
            public String property(int column) {
                return number == 1 ? names.property(column) : "output " + column + " of layer " + (number - 1);
            }
        };
        return new HealthGate(engine, layer, withClasses, number);
    }

    /** What the input's rows and columns are called in the graph. */
    public interface InputNames {
        /** For example {@code node 17}. */
        String node(int node);

        /** For example {@code property 'age'}. */
        String property(int column);
    }

    /**
     * @param loss NaN also where an output is not finite
     * @param epoch from 1
     */
    void loss(double loss, int epoch, Batch batch) {
        if (Double.isFinite(loss)) {
            return;
        }
        weights(epoch);
        throw stopped(
                epoch, origin(batch).orElse("the loss is " + loss + " while all outputs are finite"), remedy(batch));
    }

    /**
     * As {@link #loss(double, int, Batch)}, for steps whose rows are not the input's.
     *
     * @param epoch from 1
     * @param input row i is node i
     */
    public void loss(double loss, int epoch, Input input) {
        if (!Double.isFinite(loss)) {
            weights(epoch);
            throw stopped(epoch, "the loss is " + loss, remedy(new Batch(input, List.of(), null, null, null, null)));
        }
    }

    /** @param epoch from 1 */
    public void validation(double loss, int epoch) {
        if (!Double.isFinite(loss)) {
            weights(epoch);
            throw stopped(epoch, "the validation loss is " + loss, "A smaller learningRate usually mends it.");
        }
    }

    /**
     * @param norm of all gradients where it is known, else 0
     * @param epoch from 1
     */
    public void gradients(double norm, int epoch) {
        for (Parameter parameter : network.parameters()) {
            if (parameter.isTrained() && !isFinite(engine, parameter.gradient())) {
                throw stopped(
                        epoch,
                        "the gradient of '" + parameter.name() + "' is not finite",
                        "A smaller learningRate or norm=layer usually mends it.");
            }
        }
        if (!Double.isFinite(norm)) {
            throw stopped(epoch, "the norm of the gradients is " + norm, "A smaller learningRate usually mends it.");
        }
    }

    private void weights(int epoch) {
        for (Parameter parameter : network.parameters()) {
            if (!isFinite(engine, parameter.value())) {
                throw stopped(
                        epoch,
                        "the weights '" + parameter.name() + "' are no longer finite",
                        "A smaller learningRate, or clip, usually mends it.");
            }
        }
    }

    private static KithException stopped(int epoch, String what, String remedy) {
        return new KithException("Training stopped in epoch " + epoch + ": " + what + ". " + remedy);
    }

    /** The first stage with a value that is not finite, and the node it belongs to; nothing where dropout hides it. */
    private Optional<String> origin(Batch batch) {
        try (Tape tape = Tape.inference(engine)) {
            List<Variable> values = batch.stageValues(tape, network);
            for (int s = 0; s < values.size(); s++) {
                long at = values.get(s).value().firstNonFinite();
                if (at >= 0) {
                    String node =
                            names.node(batch.node((int) (at / values.get(s).columns())));
                    return Optional.of("the output of layer " + (firstLayer + s) + " is not finite, first for " + node);
                }
            }
        }
        return Optional.empty();
    }

    /** Where the input itself is huge, its place; else what usually helps. */
    private String remedy(Batch batch) {
        Extreme most = Extreme.of(batch.input());
        return most.size() > HUGE
                ? "It comes from the input: the " + names.property(most.column()) + " of "
                        + names.node(batch.node(most.row())) + " is " + most.size()
                        + " in size; bring the property to a smaller scale."
                : "A smaller learningRate, or norm=layer, usually mends it.";
    }

    /** Whether no element is NaN or infinite. */
    public static boolean isFinite(Engine engine, Tensor tensor) {
        AtomicBoolean finite = new AtomicBoolean(true);
        long size = tensor.size();
        int tasks = Math.toIntExact((size + GRAIN - 1) / GRAIN);
        engine.workers().run(tasks, t -> {
            // An exponent of all ones is NaN or infinity; the largest magnitude has it if any has.
            int largest = 0;
            var piece = tensor.memory().asSlice((long) t * GRAIN * Float.BYTES);
            int count = (int) Math.min(GRAIN, size - (long) t * GRAIN);
            for (int i = 0; i < count; i++) {
                largest = Math.max(largest, piece.getAtIndex(ValueLayout.JAVA_INT, i) & Integer.MAX_VALUE);
            }
            if (largest >= INFINITE) {
                finite.set(false);
            }
        });
        return finite.get();
    }

    /** A sentence where all rows are so alike that nothing can be told from them. */
    static Optional<String> collapsed(Tensor outputs) {
        int n = outputs.rows();
        double[] mean = new double[outputs.columns()];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < mean.length; c++) {
                mean[c] += (double) outputs.get(i, c) / n;
            }
        }
        double variance = 0.0;
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < mean.length; c++) {
                double d = outputs.get(i, c) - mean[c];
                variance += d * d / n;
            }
        }
        double scale = Arrays.stream(mean).map(m -> m * m).sum();
        return n > 1 && variance <= COLLAPSED * Math.max(1.0, scale)
                ? Optional.of("All nodes get nearly the same output (variance " + (float) variance
                        + "): the model has collapsed and tells nothing apart. Fewer layers, residual=true or norm=layer"
                        + " usually mend it.")
                : Optional.empty();
    }
}
