package dev.kith.gnn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CrewTest {

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(50, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The other never came.");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The threads that took part in a section whose tasks wait for each other, one task a thread. */
    private static Set<Thread> inASection(Workers workers) {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(workers.threads());
        workers.run(workers.threads(), t -> {
            seen.add(Thread.currentThread());
            all.countDown();
            await(all);
        });
        return seen;
    }

    @Test
    void whatMembersLeaveHelpsTheOthers() {
        try (Crew crew = new Crew(3);
                Workers first = new Workers(crew)) {
            assertThat(inASection(first)).hasSize(3);
            try (Workers second = new Workers(crew)) {
                assertThat(first.threads()).isEqualTo(2);
                assertThat(second.threads()).isEqualTo(2);

                assertThat(inASection(first)).hasSize(2);
                // The one helper is at hand for either.
                assertThat(inASection(second)).hasSize(2);
                try (Workers third = new Workers(crew);
                        Workers fourth = new Workers(crew)) {
                    assertThat(inASection(third)).containsExactly(Thread.currentThread());
                    assertThat(fourth.threads()).isEqualTo(1);
                    assertThat(inASection(first)).containsExactly(Thread.currentThread());
                }
            }
            assertThat(inASection(first)).hasSize(3);
        }
    }

    /** A member that leaves in the middle of another's section frees a thread for what is left of that. */
    @Test
    void helpComesToASectionThatIsOpen() {
        try (Crew crew = new Crew(3);
                Workers first = new Workers(crew)) {
            Workers second = new Workers(crew);
            Thread owner = Thread.currentThread();
            CountDownLatch three = new CountDownLatch(3);
            first.run(3, t -> {
                if (Thread.currentThread() == owner) {
                    second.close();
                }
                three.countDown();
                await(three);
            });
            assertThat(three.getCount()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 2", "2, 3", "4, 2", "5, 4"})
    void everyTaskRunsOnceWhoeverComesAndGoes(int threads, int computations) throws InterruptedException {
        int sections = 2_000;
        int tasks = 7;
        AtomicIntegerArray runs = new AtomicIntegerArray(computations * tasks);
        try (Crew crew = new Crew(threads)) {
            Thread[] all = new Thread[computations];
            for (int c = 0; c < computations; c++) {
                int base = c * tasks;
                all[c] = Thread.ofPlatform().start(() -> {
                    for (int s = 0; s < sections; s += 100) {
                        try (Workers workers = new Workers(crew)) {
                            for (int again = 0; again < 100; again++) {
                                workers.run(tasks, t -> runs.incrementAndGet(base + t));
                            }
                        }
                    }
                });
            }
            for (Thread one : all) {
                one.join();
            }
        }
        for (int t = 0; t < runs.length(); t++) {
            assertThat(runs.get(t)).isEqualTo(sections);
        }
    }

    /** What was stopped or has failed in one computation does not reach the others. */
    @Test
    void membersStopAndFailAlone() {
        try (Crew crew = new Crew(3);
                Workers first = new Workers(crew);
                Workers second = new Workers(crew)) {
            first.stopWhen(() -> true);
            assertThatThrownBy(() -> first.run(10, t -> {})).hasMessage("The computation was stopped.");
            assertThat(inASection(second)).hasSize(2);
            assertThatThrownBy(() -> second.run(10, t -> {
                        throw new IllegalStateException("task");
                    }))
                    .hasMessage("task");
            assertThat(inASection(second)).hasSize(2);
        }
    }

    @Test
    void atLeastOneThread() {
        assertThatThrownBy(() -> new Crew(0).close()).hasMessageContaining("At least one thread is needed, not 0.");
    }
}
