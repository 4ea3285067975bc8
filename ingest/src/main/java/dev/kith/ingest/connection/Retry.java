package dev.kith.ingest.connection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;

/**
 * Repeats a transaction that failed for a reason that passes. One that lost a deadlock is repeated at once: the other
 * holds its locks by then, and the driver's own pause of a second would cost more than the whole batch. Any other waits,
 * twice as long each time, until time is up.
 */
final class Retry {
    private static final String DEADLOCK = "Neo.TransientError.Transaction.DeadlockDetected";
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private Retry() {}

    static <T> T untilItHolds(Supplier<T> transaction) {
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                return transaction.get();
            } catch (Neo4jException e) {
                if (!(e instanceof RetryableException) || System.nanoTime() - start > LIMIT_NANOS) {
                    throw e;
                }
                if (!e.code().equals(DEADLOCK)) {
                    pause(pause);
                    pause *= 2;
                }
            }
        }
    }

    private static void pause(long millis) {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
                .join();
    }
}
