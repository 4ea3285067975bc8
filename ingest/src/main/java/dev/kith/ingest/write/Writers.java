package dev.kith.ingest.write;

import dev.kith.ingest.Progress;
import dev.kith.ingest.connection.Connection;
import java.util.concurrent.atomic.AtomicLong;

/** Lanes that write batches, each batch in one managed transaction. */
final class Writers {
    private static final int WAITING_PER_WRITER = 6;

    private final Connection connection;
    private final Progress progress;
    private final Lanes<Batch> lanes;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong created = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();

    Writers(Connection connection, int count, Progress progress) {
        this.connection = connection;
        this.progress = progress;
        this.lanes = new Lanes<>(count, WAITING_PER_WRITER, (lane, batch) -> write(batch));
    }

    Lanes<Batch> lanes() {
        return lanes;
    }

    /** Entities that the database says it created. */
    long created() {
        return created.get();
    }

    /** Transactions that had to be repeated. */
    long retries() {
        return attempts.get() - batches.get();
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
}
