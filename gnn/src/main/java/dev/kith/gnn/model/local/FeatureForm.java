package dev.kith.gnn.model.local;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.gnn.tensor.kernel.Dropout;
import dev.kith.graph.KithException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * In which form the generator reads features and gives them back, found out from the features it is trained on and saved
 * with it. Rows that were divided by their sums are read with a largest value of 1, as bags of words are before the
 * division, and generated rows are divided by theirs.
 */
final class FeatureForm implements Module {
    /** How far a row's sum may be from 1. */
    private static final double NEAR_ONE = 1e-3;

    private static final double LEAST_DEVIATION = 1e-6;

    /** {@code [1, 2]}: the range, and whether rows have the sum 1. */
    private final Parameter kind;
    /** {@code [1, f]}, for {@link Range#LINEAR}. */
    private final Parameter mean;

    private final Parameter deviation;

    /** What generated values can be. */
    enum Range {
        /** 0 to 1, learned by binary cross-entropy. */
        SIGMOID(0, 0f, 1f),
        /** -1 to 1, learned by squared error. */
        TANH(1, -1f, 1f),
        /** Any, standardised, learned by squared error. */
        LINEAR(2, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

        /** In a model file. */
        private final int code;

        private final float least;
        private final float most;

        Range(int code, float least, float most) {
            this.code = code;
            this.least = least;
            this.most = most;
        }

        boolean holds(float from, float to) {
            return least <= from && to <= most;
        }
    }

    FeatureForm(Initialiser initialiser, int features) {
        kind = initialiser.buffer("kind", 1, 2, 0f);
        mean = initialiser.buffer("mean", 1, features, 0f);
        deviation = initialiser.buffer("deviation", 1, features, 1f);
    }

    Range range() {
        int code = (int) kind.value().get(0, 0);
        return Arrays.stream(Range.values())
                .filter(range -> range.code == code)
                .findFirst()
                .orElseThrow(() -> new KithException("The generator's range has the number " + code
                        + ", which no range has; the model is damaged, train it again."));
    }

    private boolean sumsToOne() {
        return kind.value().get(0, 1) != 0f;
    }

    /**
     * Looks at the features.
     *
     * @param wanted a range, or null for the smallest that holds them
     * @throws KithException where the features do not fit the wanted range
     */
    void fit(Engine engine, Input x, Range wanted) {
        boolean sums = haveSumOne(x);
        kind.value().set(0, 1, sums ? 1f : 0f);
        float least = 0f;
        float most = 0f;
        try (Tape tape = Tape.inference(engine)) {
            Input read = sums ? largestOne(tape, x) : x;
            float[] values = read instanceof Input.Sparse sparse
                    ? sparse.matrix().values()
                    : read.dense(tape).value().toArray();
            for (float value : values) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            if (wanted != null && !wanted.holds(least, most)) {
                throw new KithException("The features lie between " + least + " and " + most
                        + ", outside of generatorOutput=" + wanted.name().toLowerCase(Locale.ROOT)
                        + "; leave generatorOutput at auto.");
            }
            Range range = wanted == null ? smallest(least, most) : wanted;
            kind.value().set(0, 0, range.code);
            if (range == Range.LINEAR) {
                standardise(read.dense(tape).value());
            }
        }
    }

    private static Range smallest(float least, float most) {
        return Arrays.stream(Range.values())
                .filter(range -> range.holds(least, most))
                .findFirst()
                .orElse(Range.LINEAR);
    }

    private static boolean haveSumOne(Input x) {
        if (!(x instanceof Input.Sparse sparse)) {
            return false;
        }
        SparseMatrix matrix = sparse.matrix();
        int[] offsets = matrix.pattern().offsets();
        for (int i = 0; i < matrix.rows(); i++) {
            double sum = 0.0;
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                if (matrix.value(i, k) < 0f) {
                    return false;
                }
                sum += matrix.value(i, k);
            }
            if (sum != 0.0 && Math.abs(sum - 1.0) > NEAR_ONE) {
                return false;
            }
        }
        return matrix.pattern().arcs() > 0;
    }

    private void standardise(Tensor x) {
        for (int c = 0; c < x.columns(); c++) {
            double sum = 0.0;
            for (int i = 0; i < x.rows(); i++) {
                sum += x.get(i, c);
            }
            double centre = sum / x.rows();
            double squares = 0.0;
            for (int i = 0; i < x.rows(); i++) {
                double d = x.get(i, c) - centre;
                squares += d * d;
            }
            double spread = Math.sqrt(squares / x.rows());
            mean.value().set(0, c, (float) centre);
            deviation.value().set(0, c, spread < LEAST_DEVIATION ? 1f : (float) spread);
        }
    }

    /** Features as the generator reads them, {@code [b, f]}; they live as long as the tape. */
    Input read(Tape tape, Input x) {
        if (range() == Range.LINEAR) {
            Tensor plain = x.dense(tape).value();
            Tensor scaled = tape.engine().pool().take(x.rows(), x.columns());
            for (int i = 0; i < x.rows(); i++) {
                for (int c = 0; c < x.columns(); c++) {
                    scaled.set(
                            i,
                            c,
                            (plain.get(i, c) - mean.value().get(0, c))
                                    / deviation.value().get(0, c));
                }
            }
            return Input.of(tape.ownedConstant(scaled));
        }
        return sumsToOne() ? largestOne(tape, x) : x;
    }

    /** Each row divided by its largest value. */
    private static Input largestOne(Tape tape, Input x) {
        if (!(x instanceof Input.Sparse sparse)) {
            Tensor scaled = tape.engine().pool().take(x.rows(), x.columns());
            Tensor plain = x.dense(tape).value();
            for (int i = 0; i < x.rows(); i++) {
                float most = 0f;
                for (int c = 0; c < x.columns(); c++) {
                    most = Math.max(most, plain.get(i, c));
                }
                for (int c = 0; c < x.columns(); c++) {
                    scaled.set(i, c, most > 0f ? plain.get(i, c) / most : 0f);
                }
            }
            return Input.of(tape.ownedConstant(scaled));
        }
        SparseMatrix matrix = sparse.matrix();
        int[] offsets = matrix.pattern().offsets();
        float[] values = new float[matrix.pattern().arcs()];
        for (int i = 0; i < matrix.rows(); i++) {
            float most = 0f;
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                most = Math.max(most, matrix.value(i, k));
            }
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                values[k] = most > 0f ? matrix.value(i, k) / most : 0f;
            }
        }
        return new Input.Sparse(new SparseMatrix(matrix.pattern(), values, null));
    }

    /** In place: from the decoder's last linear map to features as the network reads them, {@code [b, f]}. */
    void write(Engine engine, Tensor output) {
        switch (range()) {
            case SIGMOID -> {
                engine.elements().biasActivate(output, null, Activation.SIGMOID, Dropout.NONE);
                if (sumsToOne()) {
                    toSumOne(engine, output);
                }
            }
            case TANH -> engine.elements().biasActivate(output, null, Activation.TANH, Dropout.NONE);
            case LINEAR ->
                engine.elements().rows(output, (from, to) -> {
                    for (int i = from; i < to; i++) {
                        for (int c = 0; c < output.columns(); c++) {
                            float value = output.get(i, c) * deviation.value().get(0, c);
                            output.set(i, c, value + mean.value().get(0, c));
                        }
                    }
                });
        }
    }

    private static void toSumOne(Engine engine, Tensor x) {
        engine.elements().rows(x, (from, to) -> {
            for (int i = from; i < to; i++) {
                double sum = 0.0;
                for (int c = 0; c < x.columns(); c++) {
                    sum += x.get(i, c);
                }
                float factor = sum > 0.0 ? (float) (1.0 / sum) : 0f;
                for (int c = 0; c < x.columns(); c++) {
                    x.set(i, c, x.get(i, c) * factor);
                }
            }
        });
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(kind, mean, deviation);
    }
}
