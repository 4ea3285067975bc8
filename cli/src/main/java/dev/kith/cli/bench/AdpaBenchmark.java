package dev.kith.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.feature.FeatureSchema;
import dev.kith.gnn.file.MatrixFile;
import dev.kith.gnn.model.Matrices;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Preparation;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.Checkpoint;
import dev.kith.gnn.train.GraphReading;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.NodeClassification;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code kith bench adpa}: propagation along the six directed patterns beside the sparse product it is made of, then a
 * training in mini-batches on what it made, with what the process holds at most.
 */
@Command(name = "adpa", description = "Times ADPA's propagation and training on a large directed power-law graph.")
public final class AdpaBenchmark implements Callable<Integer> {
    private static final int CLASSES = 40;
    private static final int PRODUCTS = 3;

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes (default: ${DEFAULT-VALUE}).")
    private int nodes = 2_000_000;

    @Option(names = "--arcs", paramLabel = "N", description = "Directed relationships (default: ${DEFAULT-VALUE}).")
    private int arcs = 60_000_000;

    @Option(names = "--features", paramLabel = "N", description = "Features of a node (default: ${DEFAULT-VALUE}).")
    private int features = 100;

    @Option(names = "--hops", paramLabel = "K", description = "Hops along a pattern (default: ${DEFAULT-VALUE}).")
    private int hops = 2;

    @Option(names = "--batch", paramLabel = "N", description = "Training nodes a step (default: ${DEFAULT-VALUE}).")
    private int batch = 10_000;

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs of training (default: ${DEFAULT-VALUE}).")
    private int epochs = 2;

    @Option(
            names = "--memory",
            paramLabel = "GIB",
            description = "Memory that the training may use; where what was propagated takes more than half of it, it"
                    + " lies in a mapped file (default: ${DEFAULT-VALUE}).")
    private double memory = 20;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final ModelEntry entry = ModelRegistry.find("adpa");

    @Override
    public Integer call() {
        Figures figures = new Figures("adpa");
        ObjectNode into = figures.json();
        Graph graph = new LabelledGraph(nodes, arcs, features, 0, CLASSES).graph();
        into.put("threads", threads);
        into.put("nodes", graph.nodeCount());
        into.put("relationships", graph.relationships().count());
        into.put("features", features);
        into.put("hops", hops);
        propagate(graph, into);
        train(graph, into);
        figures.print(spec.commandLine().getOut(), json, words(into));
        return 0;
    }

    private void propagate(Graph graph, ObjectNode into) {
        Network network = entry.builder().build(settings(), new Shape(features, CLASSES, 0, true), new Initialiser(1));
        Preparation preparation = network.preparation();
        network.parameters().forEach(Parameter::close);
        Input x = Input.of(FeatureSchema.fit(graph, "identity", "none").encode(graph));
        try (Engine engine = new Engine(threads);
                Neighbourhoods read = GraphReading.of(
                        graph,
                        ModelEntry.Reading.DIRECTED,
                        graph.relationships().types(),
                        "")) {
            double product = product(engine, read, ((Input.Dense) x).tensor());
            double rate = read.arcs() / product;
            into.put("productMillis", product);
            // For each hop two products of A + I and Aᵀ + I, and twice four of A and Aᵀ.
            double walked = hops * (10.0 * read.arcs() + 2.0 * read.nodes());
            ObjectNode inMemory = into.putObject("inMemory");
            propagate(engine, x, read, preparation, Matrices::inMemory, walked, rate, inMemory);
            ObjectNode inAFile = into.putObject("inAFile");
            Path scratch = Path.of(System.getProperty("kith.scratch", System.getProperty("java.io.tmpdir")));
            Matrices.Space file = (names, rows, columns) -> MatrixFile.create(scratch, names, rows, columns);
            propagate(engine, x, read, preparation, file, walked, rate, inAFile);
        } finally {
            ((Input.Dense) x).close();
        }
    }

    /** Milliseconds of one sparse product, the median over some with A and some with Aᵀ. */
    private static double product(Engine engine, Neighbourhoods read, Tensor x) {
        double[] millis = new double[2 * PRODUCTS];
        try (Tensor y = Tensor.uninitialised(x.rows(), x.columns())) {
            SparseMatrix[] both = {read.sum(), read.reversed().sum()};
            for (int p = -2; p < millis.length; p++) {
                long start = System.nanoTime();
                both[Math.floorMod(p, 2)].multiply(engine, x, 0f, y);
                if (p >= 0) {
                    millis[p] = millisSince(start);
                }
            }
        }
        return Figures.median(millis);
    }

    private static void propagate(
            Engine engine,
            Input x,
            Neighbourhoods read,
            Preparation preparation,
            Matrices.Space space,
            double walked,
            double rate,
            ObjectNode into) {
        ResidentMemory.forgetPeak();
        long start = System.nanoTime();
        try (Preparation.Prepared made = preparation.prepare(engine, x, read, space)) {
            double millis = millisSince(start);
            into.put("millis", millis);
            into.put("bytes", preparation.bytes(x.rows(), x.columns()));
            into.put("parts", ((Input.Beside) made.input()).parts().size());
            into.put("shareOfProductRate", walked / millis / rate);
            into.put("residentPeakBytes", ResidentMemory.peakBytes());
        }
    }

    private void train(Graph graph, ObjectNode into) {
        ResidentMemory.forgetPeak();
        long start = System.nanoTime();
        Split split = graph.splits().get("shares");
        ObjectNode training = into.putObject("training");
        try (NodeClassification task = new NodeClassification(graph, threads);
                Model model = task.train(entry, settings(), split, 1, TrainingListener.SILENT, Checkpoint.NONE)) {
            training.put("batchSize", batch);
            training.put("trainingNodes", split.train().length);
            training.put("validationNodes", split.validation().length);
            training.put("epochs", model.provenance().epochs());
            training.put("epochMillisMedian", model.provenance().epochMillisMedian());
            training.put("millis", millisSince(start));
            training.put("residentPeakBytes", ResidentMemory.peakBytes());
        }
    }

    private Settings settings() {
        return TrainingOptions.settings(
                entry, Map.of("hops", hops, "epochs", epochs, "batchSize", batch, "maxMemoryGiB", memory));
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static String words(ObjectNode of) {
        StringBuilder words = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d nodes, %,d relationships, %d features: one sparse product %.0f ms.%n",
                of.path("nodes").asInt(),
                of.path("relationships").asInt(),
                of.path("features").asInt(),
                of.path("productMillis").asDouble()));
        for (String where : new String[] {"inMemory", "inAFile"}) {
            words.append(String.format(
                    Locale.ROOT,
                    "Propagation %s: %.1f s for %.2f GiB, %.0f %% of the product's rate; resident at most %.2f GiB.%n",
                    where.equals("inMemory") ? "in memory" : "to a mapped file",
                    of.path(where).path("millis").asDouble() / 1000,
                    of.path(where).path("bytes").asDouble() / (1 << 30),
                    100 * of.path(where).path("shareOfProductRate").asDouble(),
                    of.path(where).path("residentPeakBytes").asDouble() / (1 << 30)));
        }
        return words.append(String.format(
                        Locale.ROOT,
                        "Training from the graph to the model in %.1f s, an epoch over %,d nodes in %.1f s; resident at"
                                + " most %.2f GiB.",
                        of.path("training").path("millis").asDouble() / 1000,
                        of.path("training").path("trainingNodes").asInt(),
                        of.path("training").path("epochMillisMedian").asDouble() / 1000,
                        of.path("training").path("residentPeakBytes").asDouble() / (1 << 30)))
                .toString();
    }
}
