package dev.kith.graph.job;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A lock that one process at a time has, on a file that stays; it ends with the process, however that ends. */
public final class ProcessLock implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final FileChannel channel;

    private ProcessLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param file made where it is missing
     * @return empty where another process has it, or this one
     */
    public static Optional<ProcessLock> take(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new ProcessLock(channel));
            }
        } catch (OverlappingFileLockException e) {
            // This process has it: the same answer as for any other.
        }
        channel.close();
        return Optional.empty();
    }

    /**
     * The same, for a file whose owner may be ending. No system tells when a lock is given up within a time: it is asked for
     * again and again.
     *
     * @param patience for which it is asked; less where the thread is interrupted
     */
    public static Optional<ProcessLock> take(Path file, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        Optional<ProcessLock> lock = take(file);
        while (lock.isEmpty()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            lock = take(file);
        }
        return lock;
    }

    /** Gives it up. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
