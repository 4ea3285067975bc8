package dev.kith.gnn.model.local;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.conv.Gcn;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small graph convolution that says when a generator is good: where its opinions on drawn features, each with other
 * elements dropped, agree most (Liu et al. 2022, section 3.3). It knows the classes of the training nodes.
 */
final class Probe implements Module, AutoCloseable {
    private static final int HIDDEN = 32;
    private static final float DROPOUT = 0.5f;
    private static final float RATE = 0.01f;
    private static final float DECAY = 5e-4f;
    private static final int OPINIONS = 20;

    private final Engine engine;
    private final Neighbourhoods graph;
    private final KnownClasses known;
    private final long seed;
    private final Gcn first;
    private final Gcn second;
    private final Parameter firstBias;
    private final Parameter secondBias;
    private final Adam adam;
    private long steps;

    Probe(Engine engine, Neighbourhoods graph, KnownClasses known, int features, long seed) {
        this.engine = engine;
        this.graph = graph;
        this.known = known;
        this.seed = seed;
        Initialiser names = new Initialiser(seed).within("probe");
        first = new Gcn(names.within("first"), features, HIDDEN);
        second = new Gcn(names.within("second"), HIDDEN, known.classes());
        firstBias = names.constant("firstBias", 1, HIDDEN, 0f);
        secondBias = names.constant("secondBias", 1, known.classes(), 0f);
        adam = new Adam(engine, parameters(), DECAY, false);
    }

    private Variable logits(Tape tape, Input x) {
        Variable hidden = BiasActivation.apply(
                tape, first.apply(tape, x, DROPOUT, graph), tape.parameter(firstBias), Activation.RELU, DROPOUT);
        return BiasActivation.apply(
                tape,
                second.apply(tape, Input.of(hidden), 0f, graph),
                tape.parameter(secondBias),
                Activation.IDENTITY,
                0f);
    }

    void train(Input x, int epochs) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            adam.clearGradients();
            try (Tape tape = Tape.training(engine, seed, steps++)) {
                tape.backward(
                        CrossEntropy.apply(tape, logits(tape, read(tape, x)), known.nodes(), known.codes(), null));
            }
            adam.step(RATE);
        }
    }

    /** U of drawn features, at most 0: the nearer to it, the better. */
    double disagreement(Input x) {
        List<Tensor> opinions = new ArrayList<>();
        for (int k = 0; k < OPINIONS; k++) {
            try (Tape tape = Tape.training(engine, seed, steps++)) {
                Tensor said = logits(tape, read(tape, x)).value();
                Tensor shares = engine.pool().take(said.rows(), said.columns());
                engine.elements().axpby(1f, said, 0f, shares);
                engine.elements().softmax(shares);
                opinions.add(shares);
            }
        }
        double disagreement = Disagreement.of(opinions, known.nodes(), known.codes());
        opinions.forEach(engine.pool()::release);
        return disagreement;
    }

    /** Drawings change under their tensor: nothing made of them may be kept. */
    private static Input read(Tape tape, Input x) {
        return x instanceof Input.Dense ? Input.of(x.dense(tape)) : x;
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(Module.join(first, second).stream(), Stream.of(firstBias, secondBias))
                .toList();
    }

    @Override
    public void close() {
        adam.close();
        parameters().forEach(Parameter::close);
    }
}
