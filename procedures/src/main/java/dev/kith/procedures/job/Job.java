// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.job;

import dev.kith.graph.KithException;
import dev.kith.graph.job.JobEvent;
import dev.kith.graph.job.JobFolder;
import dev.kith.graph.job.JobResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One job, from its queue to its end. */
public final class Job {
    private static final int LINES_KEPT = 20;
    private static final int MOST_LINE = 64 << 10;
    private static final int MOST_LOG_BYTES = 4 << 10;
    private static final long GUARD_MILLIS = 20;

    private final String id;
    private final String user;
    private final String what;
    private final JobFolder folder;
    private final Instant created = Instant.now();
    private final Deque<String> lines = new ArrayDeque<>();
    private Status status = Status.QUEUED;
    private Instant ended;
    private long done;
    private long of;
    private Process process;

    /** Where a job stands. */
    public enum Status {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        boolean isEnd() {
            return this != QUEUED && this != RUNNING;
        }
    }

    Job(String id, String user, String what, JobFolder folder) {
        this.id = id;
        this.user = user;
        this.what = what;
        this.folder = folder;
    }

    /**
     * Runs the worker to its end.
     *
     * @param guard throws where the caller's transaction was terminated; the worker is ended then
     * @throws KithException with what the job failed of
     */
    JobResult run(WorkerInstallation installation, long snapshotBytes, Runnable guard) {
        try {
            synchronized (this) {
                refuseIfCancelled();
                process = installation.start(folder, snapshotBytes);
                status = Status.RUNNING;
            }
            Thread reader = new Thread(this::readEvents, "kith-job-" + id);
            reader.setDaemon(true);
            reader.start();
            while (!process.waitFor(GUARD_MILLIS, TimeUnit.MILLISECONDS)) {
                guard.run();
            }
            reader.join(TimeUnit.SECONDS.toMillis(1));
            refuseIfCancelled();
            JobResult result = result();
            end(Status.DONE);
            return result;
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
            throw new KithException("The job " + id + " was interrupted.", e);
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
    }

    /** Ends the worker, where there is one, and the job with what it failed of. */
    synchronized void fail(Throwable cause) {
        kill();
        if (!status.isEnd()) {
            say(String.valueOf(cause.getMessage()));
            end(cause instanceof KithException ? Status.FAILED : Status.CANCELLED);
        }
    }

    private JobResult result() {
        if (folder.hasResult()) {
            JobResult result = folder.result();
            if (result.error() != null) {
                throw new KithException(result.error());
            }
            return result;
        }
        int exit = process.exitValue();
        String log = logTail();
        throw new KithException("The worker of job " + id + " ended with code " + exit
                + (exit > 128 ? " (signal " + (exit - 128) + ")" : "") + " before it had a result; the database is"
                + " unharmed. Its last lines: " + String.join(" / ", lines()) + (log.isEmpty() ? "" : " / " + log));
    }

    private String logTail() {
        try (InputStream log = Files.newInputStream(folder.log())) {
            log.skipNBytes(Math.max(0, Files.size(folder.log()) - MOST_LOG_BYTES));
            return new String(log.readNBytes(MOST_LOG_BYTES), StandardCharsets.UTF_8)
                    .strip()
                    .replaceAll("\\R+", " / ");
        } catch (IOException e) {
            return "";
        }
    }

    private void readEvents() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int c = out.read(); c >= 0; c = out.read()) {
                if (c == '\n') {
                    JobEvent.of(line.toString()).ifPresent(this::hear);
                    line.setLength(0);
                } else if (line.length() < MOST_LINE) {
                    line.append((char) c);
                }
            }
        } catch (IOException e) {
            // The worker has ended, and with it what it had to say.
        }
    }

    private synchronized void hear(JobEvent event) {
        if (event.of() > 0) {
            done = event.done();
            of = event.of();
        }
        say(event.message());
    }

    private synchronized void say(String line) {
        if (lines.size() == LINES_KEPT) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    /** Ends the job; false where it had ended before. */
    synchronized boolean cancel() {
        if (status.isEnd()) {
            return false;
        }
        kill();
        end(Status.CANCELLED);
        return true;
    }

    void refuseIfCancelled() {
        if (status() == Status.CANCELLED) {
            throw new KithException("The job " + id + " was cancelled.");
        }
    }

    private void kill() {
        if (process != null) {
            // Nothing that a worker has half done matters: its result is written last.
            process.destroyForcibly();
        }
    }

    private synchronized void end(Status how) {
        status = how;
        ended = Instant.now();
        notifyAll();
    }

    /** Waits until the job ends; false where it did not in that time. */
    synchronized boolean await(long millis, Runnable guard) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!status.isEnd() && System.nanoTime() < until) {
            wait(GUARD_MILLIS);
            guard.run();
        }
        return status.isEnd();
    }

    JobFolder folder() {
        return folder;
    }

    String id() {
        return id;
    }

    String user() {
        return user;
    }

    String what() {
        return what;
    }

    Instant created() {
        return created;
    }

    synchronized Status status() {
        return status;
    }

    /** From 0 to 1. */
    synchronized double progress() {
        return status == Status.DONE ? 1.0 : of == 0 ? 0.0 : (double) done / of;
    }

    /** The last things that were said, oldest first. */
    synchronized List<String> lines() {
        return new ArrayList<>(lines);
    }

    synchronized Instant ended() {
        return ended;
    }

    /** The worker's process id, 0 where none runs. */
    synchronized long workerPid() {
        return process != null && process.isAlive() ? process.pid() : 0;
    }
}
