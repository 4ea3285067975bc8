package dev.kith.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.ingest.write.DisjointQueue.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class DisjointQueueTest {
    @Test
    void passesOverWorkWhosePartsAreBusy() throws InterruptedException {
        DisjointQueue<String> queue = new DisjointQueue<>(10);
        queue.put(new Work<>("ab", 0, 1));
        queue.put(new Work<>("bc", 1, 2));
        queue.put(new Work<>("cd", 2, 3));
        queue.put(new Work<>("free", DisjointQueue.NO_PART, DisjointQueue.NO_PART));
        queue.close();
        Work<String> first = queue.take().orElseThrow();
        assertThat(first.item()).isEqualTo("ab");
        assertThat(queue.take().orElseThrow().item()).isEqualTo("cd");
        assertThat(queue.take().orElseThrow().item()).isEqualTo("free");
        queue.release(first);
        queue.release(new Work<>("cd", 2, 3));
        assertThat(queue.take().orElseThrow().item()).isEqualTo("bc");
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void endsWithTheFirstFailure() throws InterruptedException {
        DisjointQueue<String> queue = new DisjointQueue<>(1);
        queue.put(new Work<>("a", 0, 0));
        queue.fail(new IllegalStateException("first"));
        queue.fail(new IllegalStateException("second"));
        assertThat(queue.take()).isEmpty();
        assertThatThrownBy(() -> queue.put(new Work<>("b", 0, 0))).hasMessage("first");
    }

    @Test
    void neverGivesAPartToTwoTakersAndLosesNothing() throws InterruptedException {
        int parts = 6;
        DisjointQueue<Integer> queue = new DisjointQueue<>(8);
        AtomicIntegerArray holders = new AtomicIntegerArray(parts);
        AtomicInteger conflicts = new AtomicInteger();
        List<Integer> done = new ArrayList<>();
        ExecutorService takers = Executors.newFixedThreadPool(4);
        List<Future<?>> results = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            results.add(takers.submit(() -> {
                for (Optional<Work<Integer>> next = queue.take(); next.isPresent(); next = queue.take()) {
                    Work<Integer> work = next.get();
                    hold(holders, conflicts, work, 1);
                    Thread.onSpinWait();
                    hold(holders, conflicts, work, -1);
                    synchronized (done) {
                        done.add(work.item());
                    }
                    queue.release(work);
                }
                return null;
            }));
        }
        List<Integer> given = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            given.add(i);
            queue.put(new Work<>(i, i % parts, i * 7 / 3 % parts));
        }
        queue.close();
        takers.shutdown();
        assertThat(takers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(results).allSatisfy(result -> assertThat(result).succeedsWithin(Duration.ofSeconds(1)));
        assertThat(conflicts).hasValue(0);
        assertThat(done).containsExactlyInAnyOrderElementsOf(given);
    }

    private static void hold(AtomicIntegerArray holders, AtomicInteger conflicts, Work<Integer> work, int change) {
        int[] parts =
                work.first() == work.second() ? new int[] {work.first()} : new int[] {work.first(), work.second()};
        for (int part : parts) {
            if (holders.addAndGet(part, change) > 1) {
                conflicts.incrementAndGet();
            }
        }
    }
}
