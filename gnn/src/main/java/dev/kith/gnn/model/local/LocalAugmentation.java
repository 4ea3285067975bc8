package dev.kith.gnn.model.local;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Matrices;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.NodeKeys;
import dev.kith.gnn.model.Preparation;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.model.Stage;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.column.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network that reads generated features beside the real ones (Liu et al. 2022): {@code [X'_1 | … | X'_m | X]}, as
 * {@link #besides} puts them together. Training draws anew and says which drawing it keeps; a prediction draws that one
 * again, for nodes that training did not know too, and is the same each time.
 */
public final class LocalAugmentation implements Network {
    private final Network backbone;
    private final Generator generator;
    private final Augmentation augmentation;
    /** Number of the list of drawings that is kept, {@code [1, 1]}. */
    private final Parameter kept;
    /** Of the graph it is bound to, or null. */
    private final long[] keys;

    private LocalAugmentation(
            Network backbone, Generator generator, Augmentation augmentation, Parameter kept, long[] keys) {
        this.backbone = backbone;
        this.generator = generator;
        this.augmentation = augmentation;
        this.kept = kept;
        this.keys = keys;
    }

    /** The backbone alone where the settings generate nothing, else with a generator in front. */
    public static Network around(Settings settings, Shape shape, Initialiser initialiser, ModelEntry.Builder backbone) {
        Augmentation augmentation = Augmentation.of(settings);
        if (!augmentation.generates()) {
            return backbone.build(settings, shape, initialiser);
        }
        int times = augmentation.merge() == Augmentation.Merge.CONCAT ? augmentation.generated() + 1 : 1;
        Shape read =
                new Shape(Math.multiplyExact(times, shape.in()), shape.out(), shape.relationTypes(), shape.directed());
        return new LocalAugmentation(
                backbone.build(settings, read, initialiser),
                new Generator(settings, shape.in(), initialiser.within("generator")),
                augmentation,
                initialiser.buffer("generator.kept", 1, 1, 0f),
                null);
    }

    public Augmentation augmentation() {
        return augmentation;
    }

    /** Gives the generator values that {@link GeneratorTraining} ended with. */
    public void install(GeneratorTraining.Result trained) {
        generator.install(trained.state());
    }

    /** Says which list of drawings predictions read. */
    public void keep(long list) {
        // Exact: epochs and samples are too few for 24 bits to be too short.
        kept.value().set(0, 0, (float) list);
    }

    public long kept() {
        return (long) kept.value().get(0, 0);
    }

    /**
     * Draws a list of matrices.
     *
     * @param x the nodes' features {@code [n, f]}
     * @param list its number
     * @param into as many as are generated, {@code [n, f]} each
     */
    public void draw(Engine engine, Input x, long list, List<Tensor> into) {
        long[] nodes = keys != null ? keys : NodeKeys.ofRows(x.rows());
        for (int j = 0; j < into.size(); j++) {
            generator.draw(engine, x, nodes, list * augmentation.generated() + j, into.get(j));
        }
    }

    /** What the network reads. */
    public static Input besides(List<Tensor> drawn, Input x) {
        List<Input> parts = new ArrayList<>();
        drawn.forEach(matrix -> parts.add(new Input.Dense(matrix)));
        parts.add(x);
        return new Input.Beside(parts);
    }

    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        return backbone.forward(tape, merged(tape, x), graph);
    }

    @Override
    public List<Stage> stages() {
        List<Stage> stages = new ArrayList<>(backbone.stages());
        Stage first = stages.getFirst();
        stages.set(0, new Stage(first.hops(), first.width(), (tape, x, graph) -> first.function()
                .apply(tape, merged(tape, x), graph)));
        return stages;
    }

    private Input merged(Tape tape, Input x) {
        List<Input> parts = ((Input.Beside) x).parts();
        if (augmentation.merge() != Augmentation.Merge.AVERAGE) {
            // Drawings change under their tensors: as layer values nothing made of them is kept for the next step.
            List<Input> fresh = new ArrayList<>();
            for (Input part : parts.subList(0, parts.size() - 1)) {
                fresh.add(Input.of(part.dense(tape)));
            }
            fresh.add(parts.getLast());
            return new Input.Beside(fresh);
        }
        Variable sum = null;
        float share = 1f / parts.size();
        for (Input part : parts) {
            Variable value = part.dense(tape);
            sum = sum == null ? Add.apply(tape, share, value, 0f, value) : Add.apply(tape, share, value, 1f, sum);
        }
        return Input.of(sum);
    }

    @Override
    public Preparation preparation() {
        return new Kept(this);
    }

    @Override
    public Network on(Column ids) {
        return new LocalAugmentation(backbone.on(ids), generator, augmentation, kept, NodeKeys.of(ids));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(backbone.parameters());
        all.addAll(generator.parameters());
        all.add(kept);
        return all;
    }

    /** The list that training kept, beside the features. */
    private record Kept(LocalAugmentation network) implements Preparation {
        @Override
        public long bytes(int rows, int columns) {
            return (long) network.augmentation.generated() * rows * columns * Float.BYTES;
        }

        @Override
        public Prepared prepare(Engine engine, Input x, Neighbourhoods graph, Matrices.Space space) {
            List<String> names = IntStream.range(0, network.augmentation.generated())
                    .mapToObj(j -> "generated" + j)
                    .toList();
            Matrices matrices = space.take(names, x.rows(), x.columns());
            network.draw(engine, x, network.kept(), matrices.tensors());
            return new Prepared(besides(matrices.tensors(), x), matrices);
        }
    }
}
