package dev.kith.graph.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessLockTest {
    @TempDir
    Path folder;

    @Test
    void oneHasItAtATime() throws IOException {
        Path file = folder.resolve("a.lock");
        try (ProcessLock first = ProcessLock.take(file).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(ProcessLock.take(file)).isEmpty();
            assertThat(ProcessLock.take(file, Duration.ofMillis(150))).isEmpty();
        }
        ProcessLock.take(file).orElseThrow().close();
    }

    @Test
    void whoWaitsGetsItOnceItIsGivenUp() throws IOException, InterruptedException {
        Path file = folder.resolve("a.lock");
        ProcessLock first = ProcessLock.take(file).orElseThrow();
        Thread ending = new Thread(() -> {
            LockSupport.parkNanos(200_000_000L);
            try {
                first.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        ending.start();
        ProcessLock.take(file, Duration.ofSeconds(50)).orElseThrow().close();
        ending.join();
    }
}
