package dev.kith.gnn.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.autograd.ops.Multiply;
import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.gnn.tensor.kernel.Dropout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the tape keeps, overwrites, gives back and refuses. The operations' gradients are checked elsewhere. */
class TapeTest {
    private final Engine engine = new Engine(1);
    private final Parameter weight = Parameter.trained("weight", Draw.tensor(1, 4, 4), true);

    @AfterEach
    void free() {
        assertThat(engine.pool().bytesTaken()).isZero();
        weight.close();
        engine.close();
    }

    /** {@code 1ᵀ · x · 1}, a scalar. */
    private static Variable sum(Tape tape, Variable x) {
        var pool = tape.engine().pool();
        Tensor left = pool.take(1, x.rows());
        Tensor right = pool.take(x.columns(), 1);
        for (int i = 0; i < x.rows(); i++) {
            left.set(0, i, 1f);
        }
        for (int c = 0; c < x.columns(); c++) {
            right.set(c, 0, 1f);
        }
        return MatMul.apply(tape, MatMul.apply(tape, tape.ownedConstant(left), x), tape.ownedConstant(right));
    }

    @Test
    void gradientsAddUpOverUsesAndSteps() {
        for (int step = 1; step <= 3; step++) {
            try (Tape tape = Tape.training(engine, 1, step)) {
                Variable w = tape.parameter(weight);
                tape.backward(sum(tape, Add.apply(tape, Add.apply(tape, w, w), w)));
            }
            assertThat(weight.gradient().toArray()).containsOnly(3f * step);
        }
        weight.clearGradient();
        assertThat(weight.gradient().toArray()).containsOnly(0f);
    }

    @Test
    void nothingFlowsThroughADetachedValue() {
        try (Tape tape = Tape.training(engine, 1, 1)) {
            Variable w = tape.parameter(weight);
            Variable fixed = tape.detach(w);
            assertThat(fixed.needsGradient()).isFalse();
            assertThat(fixed.value()).isSameAs(w.value());
            tape.backward(sum(tape, Multiply.apply(tape, fixed, w)));
        }
        // The gradient of w ⊙ w with one of them held fast is w, not 2 w.
        assertThat(weight.gradient().toArray()).containsExactly(weight.value().toArray());
    }

    @Test
    void aStepBehindNothingTrainedIsNotRecorded() {
        boolean[] called = new boolean[1];
        try (Tape tape = Tape.training(engine, 1, 1)) {
            Variable constant = tape.ownedConstant(engine.pool().takeZeroed(1, 1));
            Variable detached = tape.detach(tape.parameter(weight));
            Variable ofConstants =
                    tape.record(engine.pool().takeZeroed(1, 1), output -> called[0] = true, constant, detached);
            assertThat(ofConstants.needsGradient()).isFalse();
            tape.backward(ofConstants);
        }
        assertThat(called[0]).isFalse();
        assertThat(weight.gradient().toArray()).containsOnly(0f);
    }

    @Test
    void aBranchThatDoesNotReachTheLossIsPassedOver() {
        boolean[] called = new boolean[1];
        try (Tape tape = Tape.training(engine, 1, 1)) {
            Variable w = tape.parameter(weight);
            tape.record(engine.pool().takeZeroed(4, 4), output -> called[0] = true, w);
            tape.backward(sum(tape, w));
        }
        assertThat(called[0]).isFalse();
        assertThat(weight.gradient().toArray()).containsOnly(1f);
    }

    @Test
    void valuesAndGradientsAreGivenBackOnTheWay() {
        List<Long> taken = new ArrayList<>();
        try (Tape tape = Tape.training(engine, 1, 1)) {
            Variable x = MatMul.apply(tape, tape.parameter(weight), tape.parameter(weight));
            for (int l = 0; l < 6; l++) {
                Variable input = x;
                Tensor copy = engine.pool().take(4, 4);
                copy.copyFrom(input.value());
                x = tape.record(
                        copy,
                        output -> {
                            taken.add(engine.pool().bytesTaken());
                            input.inheritGradient(output);
                        },
                        input);
            }
            tape.backward(sum(tape, x));
        }
        for (int s = 1; s < taken.size(); s++) {
            assertThat(taken.get(s)).isEqualTo(taken.get(s - 1) - 4 * 4 * Float.BYTES);
        }
    }

    /** An activation is written over its input, and what the walk backwards needs comes from the output. */
    @Test
    void noSecondCopyOfAnActivation() {
        try (Tape tape = Tape.training(engine, 1, 1)) {
            Variable x = MatMul.apply(tape, tape.parameter(weight), tape.parameter(weight));
            long before = engine.pool().bytesTaken();
            Tensor memory = x.value();
            Variable y = BiasActivation.apply(tape, x, null, Activation.RELU, 0.5f);
            assertThat(y.value()).isSameAs(memory);
            assertThat(engine.pool().bytesTaken()).isEqualTo(before);
            assertThatThrownBy(x::value).hasMessageContaining("overwritten in place");
            // Nor of a detached one.
            Variable z = MatMul.apply(tape, y, tape.parameter(weight));
            Variable detached = tape.detach(z);
            BiasActivation.apply(tape, z, null, Activation.TANH, 0f);
            assertThatThrownBy(detached::value).hasMessageContaining("overwritten in place");
        }
    }

    @Test
    void whatIsNotTheTapesIsNotOverwritten() {
        try (Tape tape = Tape.training(engine, 1, 1);
                Tensor mine = Tensor.zeros(2, 2)) {
            for (Variable foreign : List.of(
                    tape.parameter(weight), tape.constant(mine), tape.detach(sum(tape, tape.parameter(weight))))) {
                assertThatThrownBy(() -> tape.recordInPlace(foreign, output -> {}, foreign))
                        .hasMessage("A parameter or a constant cannot be overwritten.");
            }
        }
    }

    @Test
    void onlyAScalarAndOnlyOnce() {
        try (Tape tape = Tape.training(engine, 1, 1)) {
            assertThatThrownBy(() -> tape.backward(tape.parameter(weight))).hasMessageContaining("Only a scalar");
            Variable loss = sum(tape, tape.parameter(weight));
            tape.backward(loss);
            assertThatThrownBy(() -> tape.backward(loss)).hasMessageContaining("walked back once");
        }
    }

    @Test
    void inferenceRecordsAndDropsNothing() {
        try (Tape tape = Tape.inference(engine)) {
            Variable product = MatMul.apply(tape, tape.parameter(weight), tape.parameter(weight));
            assertThat(product.needsGradient()).isFalse();
            assertThat(tape.isTraining()).isFalse();
            assertThat(tape.dropout(0.5f)).isSameAs(Dropout.NONE);
        }
        assertThat(weight.gradient().toArray()).containsOnly(0f);
    }

    @Test
    void masksDifferByUseStepAndSeedAndAreTheSameAgain() {
        List<Dropout> masks = new ArrayList<>();
        for (long seed : new long[] {1, 2}) {
            for (long step : new long[] {1, 2}) {
                try (Tape tape = Tape.training(engine, seed, step);
                        Tape again = Tape.training(engine, seed, step)) {
                    for (int use = 0; use < 3; use++) {
                        masks.add(tape.dropout(0.5f));
                        assertThat(again.dropout(0.5f)).isEqualTo(masks.getLast());
                    }
                    assertThat(tape.dropout(0f)).isSameAs(Dropout.NONE);
                }
            }
        }
        assertThat(masks).doesNotHaveDuplicates().hasSize(12);
    }

    @Test
    void buffersAreNotTrained() {
        Parameter buffer = Parameter.buffer("running", Tensor.zeros(4, 4));
        try (Tape tape = Tape.training(engine, 1, 1)) {
            Variable both = Add.apply(tape, tape.parameter(weight), tape.parameter(buffer));
            tape.backward(sum(tape, both));
        }
        assertThat(buffer.gradient()).isNull();
        buffer.close();
    }

    /** A step that is left before its walk backwards gives everything back. */
    @Test
    void aTapeThatIsOnlyClosed() {
        try (Tape tape = Tape.training(engine, 1, 1)) {
            sum(tape, MatMul.apply(tape, tape.parameter(weight), tape.parameter(weight)));
            assertThat(engine.pool().bytesTaken()).isPositive();
        }
        assertThat(engine.pool().bytesTaken()).isZero();
    }
}
