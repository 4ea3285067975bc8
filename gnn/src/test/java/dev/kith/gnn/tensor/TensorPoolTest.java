package dev.kith.gnn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TensorPoolTest {

    @Test
    void whatIsGivenBackIsTakenAgain() {
        try (TensorPool pool = new TensorPool()) {
            Tensor first = pool.take(4, 6);
            long address = first.memory().address();
            pool.release(first);
            // Another shape of as many elements, and one of a few less.
            for (int[] shape : new int[][] {{6, 4}, {24, 1}, {2, 10}}) {
                Tensor again = pool.take(shape[0], shape[1]);
                assertThat(again.memory().address()).isEqualTo(address);
                assertThat(again.rows()).isEqualTo(shape[0]);
                assertThat(again.columns()).isEqualTo(shape[1]);
                pool.release(again);
            }
            assertThat(pool.bytesHeld()).isEqualTo(24 * 4);
            assertThat(pool.peakBytes()).isEqualTo(24 * 4);
        }
    }

    /** A block may be a quarter larger than what is asked for; one a little too small gives way. */
    @Test
    void memoryIsNotWasted() {
        try (TensorPool pool = new TensorPool()) {
            pool.release(pool.take(1, 1000));
            Tensor small = pool.take(1, 100);
            assertThat(pool.bytesHeld()).isEqualTo(1100 * 4);
            pool.release(small);
            Tensor larger = pool.take(1, 1100);
            // An eighth to spare.
            assertThat(pool.bytesHeld()).isEqualTo((100 + 1100 + 137) * 4);
            pool.release(larger);
            pool.trim();
            assertThat(pool.bytesHeld()).isZero();
        }
    }

    @Test
    void aStaleReleaseIsRefused() {
        try (TensorPool pool = new TensorPool();
                Tensor foreign = Tensor.zeros(2, 2)) {
            Tensor taken = pool.take(2, 3);
            pool.release(taken);
            assertThatThrownBy(() -> pool.release(taken))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Tensor[2, 3] was released twice, or is not of this pool.");
            Tensor again = pool.take(2, 3);
            assertThatThrownBy(() -> pool.release(taken)).hasMessageContaining("released twice");
            assertThatThrownBy(() -> pool.release(foreign)).hasMessageContaining("not of this pool");
            pool.release(again);
        }
    }

    @Test
    @StopsHalfWay
    void closingFreesAllAndCountsWhatWasStillTaken() {
        long live = Tensor.liveBytes();
        long abandoned = TensorPool.abandonedBytes();
        TensorPool pool = new TensorPool();
        pool.release(pool.take(10, 10));
        pool.takeZeroed(5, 5);
        assertThat(pool.bytesTaken()).isEqualTo(100);
        pool.close();
        assertThat(Tensor.liveBytes()).isEqualTo(live);
        assertThat(TensorPool.abandonedBytes() - abandoned).isEqualTo(100);
    }

    @Test
    void thePeakBeginsAnew() {
        try (TensorPool pool = new TensorPool()) {
            Tensor kept = pool.take(1, 10);
            pool.release(pool.take(1, 1000));
            assertThat(pool.peakBytes()).isEqualTo(1010 * 4);
            pool.restart();
            assertThat(pool.peakBytes()).isEqualTo(40);
            assertThat(pool.bytesTaken()).isEqualTo(40);
            pool.release(kept);
        }
    }

    /** Whatever is taken and given back: tensors that are out never share memory, and the books are right. */
    @Property(tries = 200)
    void anyOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int steps) {
        try (TensorPool pool = new TensorPool()) {
            List<Tensor> out = new ArrayList<>();
            for (int s = 0; s < steps; s++) {
                if (!out.isEmpty() && CounterRandom.below(seed, 1, s, 3) == 0) {
                    Tensor tensor = out.remove(CounterRandom.below(seed, 2, s, out.size()));
                    assertFilled(tensor);
                    pool.release(tensor);
                } else {
                    Tensor tensor =
                            pool.take(CounterRandom.below(seed, 3, s, 12), 1 + CounterRandom.below(seed, 4, s, 12));
                    fill(tensor, s);
                    out.add(tensor);
                }
                assertThat(pool.bytesTaken())
                        .isEqualTo(out.stream().mapToLong(Tensor::bytes).sum());
                assertThat(pool.bytesHeld()).isBetween(pool.bytesTaken(), pool.peakBytes());
            }
            out.forEach(TensorPoolTest::assertFilled);
            out.forEach(pool::release);
        }
    }

    private static void fill(Tensor tensor, float value) {
        for (int i = 0; i < tensor.rows(); i++) {
            for (int c = 0; c < tensor.columns(); c++) {
                tensor.set(i, c, value);
            }
        }
    }

    private static void assertFilled(Tensor tensor) {
        float[] values = tensor.toArray();
        for (float value : values) {
            assertThat(value).isEqualTo(values[0]);
        }
    }
}
