package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OneAheadTest {
    @Test
    void valuesComeInTheirOrder() {
        for (boolean parallel : new boolean[] {false, true}) {
            List<Integer> values = new ArrayList<>();
            try (OneAhead<Integer> squares = new OneAhead<>(parallel, 5, i -> i * i)) {
                for (int i = 0; i < 5; i++) {
                    values.add(squares.next());
                }
            }
            assertThat(values).containsExactly(0, 1, 4, 9, 16);
        }
    }

    @Test
    void theNextOneIsMadeWhileTheLastIsUsed() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        AtomicInteger made = new AtomicInteger();
        try (OneAhead<Integer> values = new OneAhead<>(true, 4, i -> {
            made.incrementAndGet();
            if (i == 1) {
                second.countDown();
            }
            return i;
        })) {
            values.next();
            assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(made).hasValue(2);
    }

    @Test
    void aloneNothingIsMadeBeforeItIsAskedFor() {
        AtomicInteger made = new AtomicInteger();
        try (OneAhead<Integer> values = new OneAhead<>(false, 4, i -> made.incrementAndGet())) {
            values.next();
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void aFailureIsTheCallers() {
        try (OneAhead<Integer> values = new OneAhead<>(true, 3, i -> 1 / (1 - i))) {
            assertThat(values.next()).isEqualTo(1);
            assertThatThrownBy(values::next).isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void anInterruptedCallerStops() {
        CountDownLatch never = new CountDownLatch(1);
        try (OneAhead<Integer> values = new OneAhead<>(true, 3, i -> {
            if (i == 1) {
                await(never);
            }
            return i;
        })) {
            values.next();
            Thread.currentThread().interrupt();
            assertThatThrownBy(values::next).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            never.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
