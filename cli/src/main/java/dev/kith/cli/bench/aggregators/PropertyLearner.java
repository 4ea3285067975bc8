package dev.kith.cli.bench.aggregators;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.MeanSquare;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.OrderSpread;
import dev.kith.graph.random.CounterRandom;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Learns six properties of graphs of 15 to 24 nodes and is asked about others of that size, and larger ones. Properties
 * are divided by the largest in training; figures are decimal logarithms of mean squares: the lower the better.
 */
final class PropertyLearner implements Learner {
    private static final int TRAINED = 5120;
    private static final int BATCH = 128;
    private static final int TESTED = 512;
    private static final int LEAST = 15;
    private static final int LARGE = 40;
    private static final int SIZES = 10;
    private static final int ALL = 2 * PropertyBatch.PROPERTIES;

    private final PropertyNetwork network;
    private final List<PropertyBatch.Example> trained;
    private final double[] scale;
    private final Passes passes;
    private final PropertyBatch alike;
    private final PropertyBatch larger;

    PropertyLearner(Initialiser initialiser, AggregatorUnderTest aggregator, long seed) {
        this.network = new PropertyNetwork(initialiser, aggregator);
        this.trained = examples(TRAINED, LEAST, seed);
        this.scale = scale(trained);
        this.passes = new Passes(TRAINED, BATCH, seed);
        this.alike = PropertyBatch.of(examples(TESTED, LEAST, ~seed), scale);
        this.larger = PropertyBatch.of(examples(TESTED, LARGE, ~seed), scale);
    }

    private static List<PropertyBatch.Example> examples(int count, int least, long seed) {
        GraphFamily[] families = GraphFamily.values();
        return IntStream.range(0, count)
                .mapToObj(g -> PropertyGraph.of(
                        families[g % families.length], least + CounterRandom.below(seed, 0, g, SIZES), seed, 1L + g))
                .map(PropertyBatch.Example::of)
                .toList();
    }

    private static double[] scale(List<PropertyBatch.Example> examples) {
        double[] largest = new double[ALL];
        for (PropertyBatch.Example example : examples) {
            for (int p = 0; p < PropertyBatch.PROPERTIES; p++) {
                for (double[] node : example.ofNodes()) {
                    largest[p] = Math.max(largest[p], Math.abs(node[p]));
                }
                int ofGraph = PropertyBatch.PROPERTIES + p;
                largest[ofGraph] = Math.max(largest[ofGraph], Math.abs(example.ofGraph()[p]));
            }
        }
        return largest;
    }

    @Override
    public Variable loss(Tape tape, int step) {
        List<PropertyBatch.Example> examples =
                Arrays.stream(passes.numbers(step)).mapToObj(trained::get).toList();
        PropertyBatch batch = PropertyBatch.of(examples, scale);
        PropertyNetwork.Result result = network.forward(tape, batch);
        Variable nodes = MeanSquare.apply(tape, result.nodes(), constant(tape, batch.nodeCount(), batch.ofNodes()));
        Variable graphs = MeanSquare.apply(tape, result.graphs(), constant(tape, batch.graphCount(), batch.ofGraphs()));
        return Add.apply(tape, 0.5f, nodes, 0.5f, graphs);
    }

    private static Variable constant(Tape tape, int rows, float[] values) {
        Tensor tensor = tape.engine().pool().take(rows, PropertyBatch.PROPERTIES);
        tensor.memory().copyFrom(MemorySegment.ofArray(values));
        return tape.ownedConstant(tensor);
    }

    @Override
    public double watched(Engine engine) {
        return Arrays.stream(errors(engine, alike)).average().orElse(Double.NaN);
    }

    @Override
    public Map<String, Double> figures(Engine engine) {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, "", errors(engine, alike));
        put(figures, " larger", errors(engine, larger));
        return figures;
    }

    private static void put(Map<String, Double> figures, String suffix, double[] errors) {
        figures.put("mean" + suffix, Arrays.stream(errors).average().orElse(Double.NaN));
        for (int p = 0; p < PropertyBatch.PROPERTIES; p++) {
            figures.put(PropertyGraph.OF_NODES.get(p) + suffix, errors[p]);
        }
        for (int p = 0; p < PropertyBatch.PROPERTIES; p++) {
            figures.put(PropertyGraph.OF_GRAPHS.get(p) + suffix, errors[PropertyBatch.PROPERTIES + p]);
        }
    }

    /** {@code [6]} */
    private double[] errors(Engine engine, PropertyBatch batch) {
        double[] errors = new double[ALL];
        try (Tape tape = Tape.inference(engine)) {
            PropertyNetwork.Result result = network.forward(tape, batch);
            add(errors, 0, result.nodes().value().toArray(), batch.ofNodes());
            add(errors, PropertyBatch.PROPERTIES, result.graphs().value().toArray(), batch.ofGraphs());
        }
        return Arrays.stream(errors).map(Math::log10).toArray();
    }

    private static void add(double[] errors, int first, float[] found, float[] truth) {
        for (int i = 0; i < found.length; i++) {
            double d = (double) found[i] - truth[i];
            errors[first + i % PropertyBatch.PROPERTIES] += d * d * PropertyBatch.PROPERTIES / found.length;
        }
    }

    @Override
    public double spread(Engine engine) {
        return OrderSpread.of(
                order -> {
                    try (Tape tape = Tape.reordering(engine, order)) {
                        return network.forward(tape, alike).nodes().value().toArray();
                    }
                },
                PropertyBatch.PROPERTIES);
    }

    @Override
    public List<Parameter> parameters() {
        return network.parameters();
    }
}
