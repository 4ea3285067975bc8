package dev.kith.gnn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void isRowMajorAndSharesMemoryWithItsArray() {
        try (Tensor tensor = Tensor.of(2, 3, 1f, 2f, 3f, 4f, 5f, 6f)) {
            assertThat(tensor.get(1, 0)).isEqualTo(4f);
            assertThat(tensor.row(1)).containsExactly(4f, 5f, 6f);
            assertThat(tensor.memory().getAtIndex(ValueLayout.JAVA_FLOAT, 5)).isEqualTo(6f);
            assertThat(tensor.array().getFloat(4)).isEqualTo(5f);
            tensor.array().putScalar(4, -5f);
            assertThat(tensor.get(1, 1)).isEqualTo(-5f);
            assertThat(tensor.bytes()).isEqualTo(24);
            assertThat(tensor).hasToString("Tensor[2, 3][1.0, 2.0, 3.0, 4.0, -5.0, 6.0]");
        }
    }

    @Test
    void emptyOnesAreAllowedAndNegativeOnesAreNot() {
        for (int[] shape : new int[][] {{0, 0}, {0, 7}, {7, 0}}) {
            try (Tensor empty = Tensor.zeros(shape[0], shape[1])) {
                assertThat(empty.size()).isZero();
                assertThat(empty.toArray()).isEmpty();
                assertThat(empty.firstNonFinite()).isEqualTo(-1);
            }
        }
        assertThatThrownBy(() -> Tensor.uninitialised(-1, 3).close()).hasMessageContaining("shape [-1, 3]");
        assertThatThrownBy(() -> Tensor.of(2, 2, 1f).close()).hasMessageContaining("1 values do not fill");
    }

    @Test
    void readsOutsideAreRefused() {
        try (Tensor tensor = Tensor.zeros(2, 2)) {
            assertThatThrownBy(() -> tensor.get(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> tensor.set(-1, 0, 1f)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aViewOwnsNothing() {
        long before = Tensor.liveBytes();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(24, 4);
            Tensor view = Tensor.over(memory, 2, 3);
            view.set(1, 2, 9f);
            view.close();
            assertThat(memory.getAtIndex(ValueLayout.JAVA_FLOAT, 5)).isEqualTo(9f);
            assertThatThrownBy(() -> Tensor.over(memory, 2, 4)).hasMessageContaining("24 bytes cannot hold [2, 4]");
            assertThatThrownBy(() -> Tensor.over(MemorySegment.ofArray(new float[6]), 2, 3))
                    .hasMessageContaining("cannot hold");
        }
        assertThat(Tensor.liveBytes()).isEqualTo(before);
    }

    @Test
    void theFirstElementThatIsNoNumber() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            try (Tensor tensor = Tensor.zeros(3, 5)) {
                tensor.set(2, 4, bad);
                assertThat(tensor.firstNonFinite()).isEqualTo(14);
                tensor.set(1, 1, bad);
                assertThat(tensor.firstNonFinite()).isEqualTo(6);
            }
        }
    }

    @Test
    void copiesHaveTheSameShape() {
        try (Tensor a = Tensor.of(2, 2, 1f, 2f, 3f, 4f);
                Tensor b = Tensor.zeros(2, 2);
                Tensor other = Tensor.zeros(4, 1)) {
            b.copyFrom(a);
            assertThat(b.toArray()).containsExactly(1f, 2f, 3f, 4f);
            assertThatThrownBy(() -> other.copyFrom(a)).hasMessageContaining("Cannot copy");
        }
    }
}
