package dev.kith.gnn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.autograd.ops.DropoutRows;
import dev.kith.gnn.autograd.ops.FirstRows;
import dev.kith.gnn.autograd.ops.SliceColumns;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing long is done without a look, again and again, at whether to stop: looks are counted, not milliseconds. */
@StopsHalfWay
class LooksTest {
    private static final int ROWS = 1 << 13;
    private static final int COLUMNS = 1 << 7;
    /** Elements that may be read or written between two looks. */
    private static final int MOST_UNSEEN = 1 << 15;

    private static Arguments whole(String name, BiConsumer<Tape, Variable> work) {
        return Arguments.of(name, work);
    }

    static Stream<Arguments> operations() {
        int[] rows = new int[ROWS];
        java.util.Arrays.setAll(rows, i -> i);
        return Stream.of(
                whole("dropout", (tape, x) -> DropoutRows.apply(tape, x, 0.5f)),
                whole("first rows", (tape, x) -> FirstRows.apply(tape, x, ROWS - 1)),
                whole("columns", (tape, x) -> SliceColumns.apply(tape, x, 0, COLUMNS)),
                whole("loss", (tape, x) -> CrossEntropy.apply(tape, x, rows, new int[ROWS], null)),
                whole("zeros", (tape, x) -> Rows.zero(tape.engine(), x.value())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void everySoManyElements(String name, BiConsumer<Tape, Variable> work) {
        try (Engine engine = new Engine(1);
                Tensor x = Tensor.zeros(ROWS, COLUMNS);
                Tape tape = Tape.training(engine, 1, 1)) {
            Variable value = tape.constant(x);
            AtomicInteger looks = new AtomicInteger();
            engine.workers().stopWhen(() -> looks.incrementAndGet() < 0);
            work.accept(tape, value);
            assertThat(looks.get()).isGreaterThanOrEqualTo((ROWS - 1) * COLUMNS / MOST_UNSEEN);
        }
    }

    @Test
    void everySoManyMultiplications() {
        try (Engine engine = new Engine(1);
                Tensor a = Tensor.zeros(512, 2048);
                Tensor b = Tensor.zeros(2048, 2048);
                Tensor c = Tensor.zeros(512, 2048);
                Tensor d = Tensor.zeros(2048, 2048)) {
            AtomicInteger looks = new AtomicInteger();
            engine.workers().stopWhen(() -> looks.incrementAndGet() < 0);
            Gemm.multiply(engine, a, b, 0f, c);
            long work = 512L * 2048 * 2048;
            assertThat(looks.get()).isGreaterThanOrEqualTo((int) (work / Gemm.MOST_UNSEEN));
            looks.set(0);
            Gemm.transposedMultiply(engine, a, c, 0f, d);
            assertThat(looks.get()).isGreaterThanOrEqualTo((int) (work / Gemm.MOST_UNSEEN));
        }
        // As large as they come: no task of a product of 15 M rows is longer.
        assertThat(Gemm.rowGrain(15_000_000, 256, 1433) * 256L * 1433).isLessThanOrEqualTo(Gemm.MOST_UNSEEN);
        assertThat(Gemm.depthStep(1433, 256) * 256L * 1433).isLessThanOrEqualTo(Gemm.MOST_UNSEEN);
    }

    @Test
    void theSumOfALongAxisIsTheSameInPieces() {
        // Steps of 419 rows: the later ones of a piece add to what the first said.
        try (Engine engine = new Engine(1);
                Tensor a = Draw.tensor(1, 1536, 800);
                Tensor b = Draw.tensor(2, 1536, 800);
                Tensor product = Tensor.zeros(800, 800)) {
            assertThat(Gemm.depthStep(800, 800)).isLessThan(1024);
            Gemm.transposedMultiply(engine, a, b, 0f, product);
            for (int[] at : new int[][] {{0, 0}, {13, 700}, {799, 799}}) {
                double sum = 0.0;
                for (int i = 0; i < a.rows(); i++) {
                    sum += (double) a.get(i, at[0]) * b.get(i, at[1]);
                }
                assertThat((double) product.get(at[0], at[1]))
                        .isCloseTo(sum, org.assertj.core.data.Offset.offset(1e-2));
            }
        }
    }

    @Test
    void aLookStopsTheWork() {
        try (Engine engine = new Engine(1);
                Tensor a = Tensor.zeros(1024, 1024);
                Tensor c = Tensor.zeros(1024, 1024)) {
            AtomicInteger looks = new AtomicInteger();
            engine.workers().stopWhen(() -> looks.incrementAndGet() > 1);
            assertThatThrownBy(() -> Gemm.transposedMultiply(engine, a, a, 0f, c))
                    .isInstanceOf(CancellationException.class);
        }
    }
}
