package dev.kith.gnn.train;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Stage;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Steps over mini-batches of training nodes in an order drawn anew each epoch, each with its sampled neighbourhood. */
final class BatchSteps {
    private static final long STREAM = 0xBA7C;

    private final Engine engine;
    private final TrainingData data;
    private final int size;
    /** How far each stage of the network and those after it look together. */
    private final int[] hops;

    private final long seed;
    private final NeighbourSampler sampler;

    /**
     * @param size most training nodes a batch; all batches are about as large, so that their memory serves the next
     * @param fanout neighbours a node, relation and hop
     */
    BatchSteps(Engine engine, Network network, TrainingData data, int size, int fanout, long seed) {
        this.engine = engine;
        this.data = data;
        this.size = size;
        this.hops = hops(network);
        this.seed = seed;
        this.sampler = new NeighbourSampler(data.input().rows(), data.graph().relations(), fanout, seed);
    }

    private static int[] hops(Network network) {
        List<Stage> stages = network.stages();
        if (network.hops() == Stage.ANYWHERE) {
            return new int[] {Stage.ANYWHERE};
        }
        int[] hops = new int[stages.size()];
        for (int s = stages.size() - 1; s >= 0; s--) {
            hops[s] = stages.get(s).hops() + (s == stages.size() - 1 ? 0 : hops[s + 1]);
        }
        return hops;
    }

    /**
     * @param inputs what each sample of a step reads
     * @return the mean loss over the training nodes
     */
    double epoch(Step step, List<Input> inputs, int epoch, float rate) {
        int[] order = IntStream.range(0, data.train().length).toArray();
        CounterRandom.shuffle(order, seed, STREAM + epoch);
        int batches = (order.length - 1) / size + 1;
        double sum = 0.0;
        try (OneAhead<Sampled> samples =
                new OneAhead<>(engine.workers().threads() > 1, batches, b -> sample(order, b, batches, epoch))) {
            for (int b = 0; b < batches; b++) {
                Sampled sampled = samples.next();
                sum += one(step, inputs, sampled, epoch, ((long) epoch << 32) + b, rate) * sampled.picked.length;
            }
        }
        return sum / order.length;
    }

    /**
     * What a step looks at, before its features are fetched.
     *
     * @param picked positions in the training nodes
     * @param seeds the nodes at these
     * @param stages what each stage of the network reads
     */
    private record Sampled(int[] picked, int[] seeds, List<NeighbourSampler.Sample> stages) {}

    private Sampled sample(int[] order, int number, int batches, int epoch) {
        int from = (int) ((long) order.length * number / batches);
        int to = (int) ((long) order.length * (number + 1) / batches);
        int[] picked = Arrays.copyOfRange(order, from, to);
        int[] seeds = Arrays.stream(picked).map(at -> data.train()[at]).toArray();
        NeighbourSampler.Sample all = sampler.around(seeds, hops[0], epoch);
        List<NeighbourSampler.Sample> stages = new ArrayList<>();
        for (int s = 0; s < hops.length; s++) {
            stages.add(s == 0 ? all : all.within(hops[s]));
        }
        return new Sampled(picked, seeds, stages);
    }

    private double one(Step step, List<Input> inputs, Sampled sampled, int epoch, long number, float rate) {
        List<Neighbourhoods> graphs = new ArrayList<>();
        for (int s = 0; s < hops.length; s++) {
            int own = s == hops.length - 1 ? hops[s] : hops[s] - hops[s + 1];
            graphs.add(data.graph().part(sampled.stages.get(s), own));
        }
        int[] nodes = sampled.stages.getFirst().nodes();
        int[] seeds = sampled.seeds;
        int[] first = IntStream.range(0, seeds.length).toArray();
        List<InputRows> rows = new ArrayList<>();
        try {
            List<Batch> samples = new ArrayList<>();
            for (Input input : inputs) {
                rows.add(InputRows.of(engine, input, nodes));
                samples.add(new Batch(
                        rows.getLast().input(),
                        graphs,
                        nodes,
                        first,
                        data.classesOf(seeds),
                        data.weightsOf(sampled.picked)));
            }
            return step.run(samples, epoch, number, rate);
        } finally {
            rows.forEach(InputRows::close);
            graphs.forEach(Neighbourhoods::close);
        }
    }
}
