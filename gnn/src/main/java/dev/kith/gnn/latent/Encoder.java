package dev.kith.gnn.latent;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.autograd.ops.RowNormalise;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Mlp;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Places nodes by their features, at distance 1 from the origin: {@code [n, f] → [n, d]}. */
sealed interface Encoder extends Module {
    Variable apply(Tape tape, Input x);

    int width();

    /** Called once before a training. */
    default void begin(Engine engine, Input x) {}

    /**
     * {@code b + r · b Δ} with {@code b = X W + c} the features' leading singular vectors, which stay as they were, and Δ
     * trained from 0: training turns away from what the features say, by the rate r, and does not begin without it.
     */
    final class Spectral implements Encoder {
        private final Parameter weight;
        private final Parameter bias;
        private final Parameter turn;
        private final Linear base;
        private final float rate;

        Spectral(Initialiser initialiser, int in, int width, float rate) {
            weight = initialiser.buffer("base.weight", in, width, 0f);
            bias = initialiser.buffer("base.bias", 1, width, 0f);
            turn = initialiser.constant("turn", width, width, 0f);
            base = new Linear(weight, bias);
            this.rate = rate;
        }

        @Override
        public Variable apply(Tape tape, Input x) {
            Variable b = RowNormalise.apply(tape, base.apply(tape, x));
            Variable turned = MatMul.apply(tape, b, tape.parameter(turn));
            return RowNormalise.apply(tape, Add.apply(tape, 1f, b, rate, turned));
        }

        @Override
        public int width() {
            return turn.value().columns();
        }

        @Override
        public void begin(Engine engine, Input x) {
            Tensor to = weight.value();
            SpectralMap map = SpectralMap.of(engine, x, to.columns());
            for (int c = 0; c < to.columns(); c++) {
                bias.value().set(0, c, (float) map.bias()[c]);
                for (int i = 0; i < to.rows(); i++) {
                    to.set(i, c, (float) map.weight()[i][c]);
                }
            }
        }

        @Override
        public List<Parameter> parameters() {
            return Stream.concat(base.parameters().stream(), Stream.of(turn)).toList();
        }
    }

    /** A perceptron from a random start. */
    final class Perceptron implements Encoder {
        private static final int[] HIDDEN = {32, 16};

        private final Mlp mlp;
        private final int width;

        Perceptron(Initialiser initialiser, int in, int width) {
            mlp = new Mlp(initialiser, List.of(in, HIDDEN[0], HIDDEN[1], width), 0f);
            this.width = width;
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public Variable apply(Tape tape, Input x) {
            return RowNormalise.apply(tape, mlp.apply(tape, x));
        }

        @Override
        public List<Parameter> parameters() {
            return mlp.parameters();
        }
    }
}
