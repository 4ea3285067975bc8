package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.model.local.LocalAugmentation;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Peak bytes of a training or a prediction before it starts, memory outside the heap included; not the graph's own columns.
 *
 * @param stepBytes tensors of one step, or of one look at the validation nodes or the preparation where that is more; of a
 *     prediction, of all that is computed
 * @param steadyBytes what is held all the time: weights, in a training with gradients and moments, features, adjacency
 */
public record MemoryEstimate(long stepBytes, long steadyBytes) {
    private static final double SHARE_OF_MACHINE = 0.9;
    /** Value, gradient, two moments and the best value so far. */
    private static final int COPIES_OF_WEIGHTS = 5;

    public long bytes() {
        return stepBytes + steadyBytes;
    }

    /**
     * Of a network that is not built before it is known that its weights fit.
     *
     * @param data with the features as they are, before the network's preparation
     * @throws MemoryRefused where they do not
     */
    static MemoryEstimate of(ModelEntry entry, Settings settings, Shape shape, TrainingData data) {
        long weights = COPIES_OF_WEIGHTS * weightBytes(entry, settings, shape);
        new MemoryEstimate(0, weights).refuseAbove(settings.real("maxMemoryGiB"));
        Network network = entry.builder().build(settings, shape, new Initialiser(0));
        try {
            MemoryEstimate rest = new TrialRuns(network, shape, settings, data).estimate();
            long prepared = network instanceof LocalAugmentation
                    ? Drawings.bytes(network, data.input().rows(), data.input().columns())
                    : Preparations.bytesInMemory(network.preparation(), data.input(), settings);
            long step = Math.max(rest.stepBytes, network.preparation().workBytes(data.input()));
            return new MemoryEstimate(step, rest.steadyBytes + weights + prepared);
        } finally {
            network.parameters().forEach(Parameter::close);
        }
    }

    /** Of the results for all nodes, by a network like the trained one: that one knows single nodes of its own graph. */
    static MemoryEstimate ofPrediction(
            ModelEntry entry, Settings settings, Shape shape, Input input, GraphParts graph) {
        int[] none = {};
        TrainingData data = new TrainingData(input, graph, none, none, null, none);
        Network network = entry.builder().build(settings, shape, new Initialiser(0));
        try {
            MemoryEstimate rest = new TrialRuns(network, shape, settings, data).ofPrediction();
            long prepared = Preparations.bytesInMemory(network.preparation(), input, settings);
            long step = Math.max(rest.stepBytes, network.preparation().workBytes(input));
            return new MemoryEstimate(step, rest.steadyBytes + weightBytes(entry, settings, shape) + prepared);
        } finally {
            network.parameters().forEach(Parameter::close);
        }
    }

    /** Bytes of all weights, counted without taking them. */
    public static long weightBytes(ModelEntry entry, Settings settings, Shape shape) {
        long[] bytes = new long[1];
        Network network = entry.builder().build(settings, shape, Initialiser.from((name, rows, columns, start) -> {
            bytes[0] += (long) Math.max(0, rows) * columns * Float.BYTES;
            return Tensor.zeros(0, columns);
        }));
        network.parameters().forEach(Parameter::close);
        return bytes[0];
    }

    /**
     * @param gibibytes most memory allowed; 0 stands for nine tenths of the machine's
     * @throws MemoryRefused naming both figures
     */
    public void refuseAbove(double gibibytes) {
        refuseAbove(gibibytes, "training", "Use a smaller hidden, fewer layers, or batchSize; or raise maxMemoryGiB.");
    }

    /**
     * @param what would take the memory, in a word
     * @param remedy in a sentence
     */
    public void refuseAbove(double gibibytes, String what, String remedy) {
        double allowed = allowedBytes(gibibytes);
        if (bytes() > allowed) {
            throw new MemoryRefused(String.format(
                    Locale.ROOT,
                    "This %s would need about %.2f GiB and may use %.2f GiB. %s",
                    what,
                    bytes() / (double) (1L << 30),
                    allowed / (1L << 30),
                    remedy));
        }
    }

    /**
     * @param gibibytes most memory allowed; 0 stands for what the JVM property {@code kith.memory} says in bytes, as a
     *     database sets it for its workers, and without it for nine tenths of the machine's
     */
    public static double allowedBytes(double gibibytes) {
        if (gibibytes > 0.0) {
            return gibibytes * (1L << 30);
        }
        return Long.getLong("kith.memory", (long) (SHARE_OF_MACHINE * machineBytes()));
    }

    private static double machineBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? (double) machine.getTotalMemorySize()
                : Double.MAX_VALUE;
    }
}
