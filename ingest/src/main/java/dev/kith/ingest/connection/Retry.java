package dev.kith.ingest.connection;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;

/**
 * Repeats a transaction that failed for a reason that passes. One that lost a deadlock is repeated at once: the other
 * holds its locks by then, and the driver's own pause of a second would cost more than the whole batch. Any other waits,
 * twice as long each time and more or less by chance, so that those who failed together do not come back together, until
 * time is up.
 *
 * @param nanoClock now
 * @param chance from 0 to 1
 * @param pause waits so many milliseconds
 */
record Retry(LongSupplier nanoClock, DoubleSupplier chance, LongConsumer pause) {
    private static final String DEADLOCK = "Neo.TransientError.Transaction.DeadlockDetected";
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final Retry REAL = new Retry(
            System::nanoTime,
            () -> ThreadLocalRandom.current().nextDouble(),
            millis -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis)));

    static <T> T untilItHolds(Supplier<T> transaction) {
        return REAL.of(transaction);
    }

    <T> T of(Supplier<T> transaction) {
        long start = nanoClock.getAsLong();
        long millis = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                return transaction.get();
            } catch (Neo4jException e) {
                if (!(e instanceof RetryableException) || nanoClock.getAsLong() - start > LIMIT_NANOS) {
                    throw e;
                }
                if (!e.code().equals(DEADLOCK)) {
                    pause.accept((long) (millis * (0.5 + chance.getAsDouble())));
                    millis = Math.min(LONGEST_PAUSE_MILLIS, 2 * millis);
                }
            }
        }
    }
}
