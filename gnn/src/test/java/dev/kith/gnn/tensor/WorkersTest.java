package dev.kith.gnn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 7})
    void everyTaskRunsOnce(int threads) {
        try (Workers workers = new Workers(threads)) {
            assertThat(workers.threads()).isEqualTo(threads);
            for (int tasks : new int[] {0, 1, 2, 3, 100, 1000}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
                workers.run(tasks, runs::incrementAndGet);
                for (int t = 0; t < tasks; t++) {
                    assertThat(runs.get(t)).isEqualTo(1);
                }
            }
        }
    }

    /** One section after another, as an epoch has them: none is lost and none is run twice. */
    @Test
    void manyShortSections() {
        try (Workers workers = new Workers(3)) {
            AtomicInteger sum = new AtomicInteger();
            for (int s = 0; s < 20_000; s++) {
                workers.run(3, sum::addAndGet);
            }
            assertThat(sum.get()).isEqualTo(20_000 * 3);
        }
    }

    /** The threads have gone to sleep between the sections. */
    @Test
    void sleepingThreadsWakeUp() throws InterruptedException {
        try (Workers workers = new Workers(2)) {
            for (int s = 0; s < 5; s++) {
                Thread.sleep(30);
                // Two tasks that wait for each other need two threads.
                CountDownLatch both = new CountDownLatch(2);
                workers.run(2, t -> {
                    both.countDown();
                    await(both);
                });
                assertThat(both.getCount()).isZero();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(50, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The other task never began.");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void rangesCoverAllOnce(int threads) {
        try (Workers workers = new Workers(threads)) {
            for (int n : new int[] {0, 1, 9, 10, 11, 1001}) {
                AtomicIntegerArray seen = new AtomicIntegerArray(n);
                workers.ranges(n, 10, (from, to) -> {
                    assertThat(to - from).isBetween(1, 10);
                    assertThat(from % 10).isZero();
                    for (int i = from; i < to; i++) {
                        seen.incrementAndGet(i);
                    }
                });
                for (int i = 0; i < n; i++) {
                    assertThat(seen.get(i)).isEqualTo(1);
                }
            }
            // The end of the last range is no int where the grain is added to it first.
            workers.ranges(
                    Integer.MAX_VALUE, 1 << 30, (from, to) -> assertThat(to).isGreaterThan(from));
        }
    }

    /** A task that starts a section of its own does it alone, and nothing waits for itself. */
    @Test
    void sectionsWithinSections() {
        try (Workers workers = new Workers(2)) {
            AtomicInteger inner = new AtomicInteger();
            workers.run(4, t -> workers.run(5, u -> inner.incrementAndGet()));
            assertThat(inner.get()).isEqualTo(20);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aFailureIsThrownAndTheThreadsLiveOn(int threads) {
        try (Workers workers = new Workers(threads)) {
            for (int again = 0; again < 3; again++) {
                assertThatThrownBy(() -> workers.run(50, t -> {
                            if (t == 20) {
                                throw new IllegalArgumentException("task 20");
                            }
                        }))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("task 20");
                assertThatThrownBy(() -> workers.run(50, t -> {
                            throw new AssertionError("an error");
                        }))
                        .isInstanceOf(AssertionError.class);
            }
            AtomicInteger done = new AtomicInteger();
            workers.run(50, t -> done.incrementAndGet());
            assertThat(done.get()).isEqualTo(50);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void noTaskStartsOnceStopped(int threads) {
        try (Workers workers = new Workers(threads)) {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger begun = new AtomicInteger();
            workers.stopWhen(stop::get);
            assertThatThrownBy(() -> workers.run(1000, t -> {
                        begun.incrementAndGet();
                        stop.set(true);
                    }))
                    .isInstanceOf(CancellationException.class);
            // One for each thread that had asked before the flag was set.
            assertThat(begun.get()).isBetween(1, threads);
            assertThatThrownBy(() -> workers.run(1, t -> begun.set(-1))).isInstanceOf(CancellationException.class);
            assertThat(begun.get()).isPositive();
            stop.set(false);
            workers.run(10, t -> begun.incrementAndGet());
        }
    }

    @Test
    void closingEndsItsThreads() throws InterruptedException {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        Workers workers = new Workers(3);
        CountDownLatch all = new CountDownLatch(3);
        workers.run(3, t -> {
            seen.add(Thread.currentThread());
            all.countDown();
            await(all);
        });
        workers.close();
        assertThat(seen).hasSize(3).contains(Thread.currentThread());
        for (Thread thread : seen) {
            if (thread != Thread.currentThread()) {
                thread.join(20_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void atLeastOneThread() {
        assertThatThrownBy(() -> new Workers(0).close()).hasMessageContaining("At least one thread is needed, not 0.");
    }
}
