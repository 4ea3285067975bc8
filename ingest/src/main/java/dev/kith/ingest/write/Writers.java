package dev.kith.ingest.write;

import dev.kith.graph.KithException;
import dev.kith.ingest.Progress;
import dev.kith.ingest.connection.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that write batches, each batch in one managed transaction. The first failure stops all of them and is thrown
 * to the thread that submits.
 */
final class Writers {
    /** Batches that may wait for each writer; it is what bounds memory. */
    private static final int WAITING_PER_WRITER = 6;

    private final Connection connection;
    private final Progress progress;
    private final DisjointQueue<Batch> queue;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong created = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();

    Writers(Connection connection, int count, Progress progress) {
        this.connection = connection;
        this.progress = progress;
        this.queue = new DisjointQueue<>(count * WAITING_PER_WRITER);
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::writeAll, "kith-writer-" + (i + 1));
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** Hands over a batch that shares nodes only with batches of the same parts. */
    void submit(Batch batch, int firstPart, int secondPart) {
        try {
            queue.put(new DisjointQueue.Work<>(batch, firstPart, secondPart));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits until everything is written; throws what a writer failed with. */
    void finish() {
        queue.close();
        join();
        queue.throwFailure();
    }

    /** Stops the writers after the batch that each has in hand. */
    void abandon(RuntimeException cause) {
        queue.fail(cause);
        join();
    }

    /** Entities that the database says it created. */
    long created() {
        return created.get();
    }

    /** Transactions that had to be repeated. */
    long retries() {
        return attempts.get() - batches.get();
    }

    private void writeAll() {
        try {
            for (Optional<DisjointQueue.Work<Batch>> next = queue.take(); next.isPresent(); next = queue.take()) {
                DisjointQueue.Work<Batch> work = next.get();
                write(work.item());
                queue.release(work);
            }
        } catch (InterruptedException e) {
            queue.fail(interrupted(e));
        } catch (RuntimeException e) {
            queue.fail(e);
        } catch (Error e) {
            queue.fail(new KithException("A writer stopped: " + e + ".", e));
        }
    }

    private void write(Batch batch) {
        batches.incrementAndGet();
        long entities = connection.write(tx -> {
            attempts.incrementAndGet();
            return batch.write(tx);
        });
        created.addAndGet(entities);
        progress.add(batch.rows());
    }

    private void join() {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private static KithException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KithException("The ingest was interrupted.", e);
    }
}
