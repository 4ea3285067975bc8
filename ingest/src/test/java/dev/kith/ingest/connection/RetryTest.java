package dev.kith.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.TransientException;

class RetryTest {
    private final List<Long> pauses = new ArrayList<>();
    private final AtomicLong millis = new AtomicLong();
    private final AtomicInteger attempts = new AtomicInteger();
    private double chance = 0.5;

    private final Retry retry = new Retry(() -> TimeUnit.MILLISECONDS.toNanos(millis.get()), () -> chance, pause -> {
        pauses.add(pause);
        millis.addAndGet(pause);
    });

    @Test
    void pausesDoubleUpToAMostAndEndWithTheTime() {
        Neo4jException gone = new ServiceUnavailableException("gone");
        assertThatThrownBy(() -> retry.of(failing(Integer.MAX_VALUE, gone))).isSameAs(gone);
        assertThat(pauses).startsWith(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L);
        assertThat(millis.get()).isBetween(30_000L, 40_000L);
    }

    @Test
    void chanceMakesPausesShorterAndLonger() {
        chance = 0;
        assertThat(retry.of(failing(1, new ServiceUnavailableException("gone"))))
                .isEqualTo("done");
        chance = 0.99;
        assertThat(retry.of(failing(1, new ServiceUnavailableException("gone"))))
                .isEqualTo("done");
        assertThat(pauses).containsExactly(50L, 149L);
    }

    @Test
    void aLostDeadlockIsRepeatedAtOnceAndAMistakeNotAtAll() {
        Neo4jException deadlock = new TransientException("Neo.TransientError.Transaction.DeadlockDetected", "lost");
        assertThat(retry.of(failing(3, deadlock))).isEqualTo("done");
        assertThat(attempts).hasValue(4);
        assertThat(pauses).isEmpty();
        Neo4jException mistake = new ClientException("Neo.ClientError.Statement.SyntaxError", "wrong");
        assertThatThrownBy(() -> retry.of(failing(1, mistake))).isSameAs(mistake);
    }

    private Supplier<String> failing(int times, Neo4jException failure) {
        attempts.set(0);
        return () -> {
            if (attempts.getAndIncrement() < times) {
                throw failure;
            }
            return "done";
        };
    }
}
