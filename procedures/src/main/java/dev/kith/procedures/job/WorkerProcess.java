// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.job;

import dev.kith.graph.KithException;
import dev.kith.graph.job.JobEvent;
import dev.kith.graph.job.JobFolder;
import dev.kith.procedures.KithFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A worker: a process that does one job after the other, all of one user, each of which its heap is enough for. It ends
 * when the pipe to it is closed, be it by the server's death. Nothing that it has half done matters, because a job's
 * result is written last: so it may be killed at any time.
 */
final class WorkerProcess {
    private static final int MOST_LINE = 64 << 10;
    private static final int MOST_LOG_BYTES = 4 << 10;
    private static final int MOST_WORDS = 10;
    private static final int LONGEST_WORDS = 300;
    private static final int GUARD_MILLIS = 20;

    private final String user;
    private final long heapBytes;
    private final Path folder;
    private final Process process;
    private final List<String> lastWords = new ArrayList<>();
    private Turn turn = new Turn(event -> {});
    private boolean silent;
    private int jobs;
    private long logBytes;

    /** One job: who hears of it, and whether it has ended. */
    private record Turn(Consumer<JobEvent> listener, CountDownLatch ended) {
        Turn(Consumer<JobEvent> listener) {
            this(listener, new CountDownLatch(1));
        }
    }

    /**
     * @param user whose jobs it does
     * @param folder its working folder, which is removed when it ends
     */
    WorkerProcess(String user, long heapBytes, Path folder, Process process) {
        this.user = user;
        this.heapBytes = heapBytes;
        this.folder = folder;
        this.process = process;
        Thread reader = new Thread(this::read, "kith-worker-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static Path log(Path folder) {
        return folder.resolve("worker.log");
    }

    /**
     * Has a job done, and returns when the worker says that it ended, or ends itself.
     *
     * @param listener hears what the worker says of it
     * @param guard throws where nobody waits for the job any more
     */
    void run(JobFolder job, Consumer<JobEvent> listener, Runnable guard) throws InterruptedException {
        Turn own = new Turn(listener);
        synchronized (this) {
            jobs++;
            logBytes = logSize();
            turn = own;
            if (silent) {
                return;
            }
        }
        try {
            OutputStream orders = process.getOutputStream();
            orders.write((job.path() + "\n").getBytes(StandardCharsets.UTF_8));
            orders.flush();
        } catch (IOException e) {
            // It has just ended; its exit code says more than this.
            process.waitFor(1, TimeUnit.SECONDS);
            return;
        }
        while (!own.ended.await(GUARD_MILLIS, TimeUnit.MILLISECONDS)) {
            guard.run();
        }
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int c = out.read(); c >= 0; c = out.read()) {
                if (c == '\n') {
                    String said = line.toString();
                    JobEvent.of(said).ifPresentOrElse(this::hear, () -> keep(said));
                    line.setLength(0);
                } else if (line.length() < MOST_LINE) {
                    line.append((char) c);
                }
            }
            process.waitFor(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            // The worker has ended, and with it what it had to say.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            silent = true;
            turn.ended.countDown();
        }
    }

    /** A line that is no event is the JVM's: it says there why it ends. */
    private synchronized void keep(String line) {
        String words = line.replaceAll("[#\\s]+", " ").strip();
        if (!words.isEmpty() && lastWords.size() < MOST_WORDS) {
            lastWords.add(words.substring(0, Math.min(words.length(), LONGEST_WORDS)));
        }
    }

    private void hear(JobEvent event) {
        Turn now;
        synchronized (this) {
            now = turn;
        }
        if (event.ended()) {
            now.ended.countDown();
        } else {
            now.listener.accept(event);
        }
    }

    /** Whether it is there for another job, of that user and with that heap. */
    boolean suits(String otherUser, long otherHeapBytes) {
        return process.isAlive() && user.equals(otherUser) && heapBytes == otherHeapBytes;
    }

    /** Jobs that it was given. */
    synchronized int jobs() {
        return jobs;
    }

    long heapBytes() {
        return heapBytes;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Why there is no result of a job whose worker has ended. */
    synchronized KithException death(String job, List<String> events) {
        String how = process.isAlive() ? "stopped to answer" : "ended with code " + code(process.exitValue());
        String lines = Stream.of(events.stream(), lastWords.stream(), logTail().lines())
                .flatMap(some -> some)
                .filter(line -> !line.isBlank() && !line.startsWith("WARNING: Using incubator modules"))
                .map(String::strip)
                .collect(Collectors.joining(" / "));
        return new KithException("The worker of job " + job + " " + how
                + " before it had a result; the database is unharmed. Its last lines: " + lines);
    }

    private static String code(int exit) {
        return exit + (exit > 128 ? " (signal " + (exit - 128) + ")" : "");
    }

    private long logSize() {
        try {
            return Files.size(log(folder));
        } catch (IOException e) {
            return 0;
        }
    }

    /** What it has written to its log in this job, the end of it. */
    private String logTail() {
        long end = logSize();
        try (InputStream log = Files.newInputStream(log(folder))) {
            log.skipNBytes(Math.max(logBytes, end - MOST_LOG_BYTES));
            return new String(log.readNBytes(MOST_LOG_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Ends the process at once. */
    void kill() {
        process.destroyForcibly();
    }

    /** Ends the process, and removes its folder. */
    void end() {
        kill();
        try {
            process.waitFor(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        KithFolder.remove(folder);
    }
}
