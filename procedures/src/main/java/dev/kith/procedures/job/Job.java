// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.job;

import dev.kith.graph.KithException;
import dev.kith.graph.job.JobEvent;
import dev.kith.graph.job.JobFolder;
import dev.kith.graph.job.JobResult;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One job, from its queue to its end. */
public final class Job {
    private static final int LINES_KEPT = 20;
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
    private WorkerProcess worker;

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
     * Has it done by a worker, which is free for another job then.
     *
     * @param guard throws where the caller's transaction was terminated; the worker is ended then
     * @throws KithException with what the job failed of
     */
    JobResult run(WorkerProcess hired, Runnable guard) {
        try {
            synchronized (this) {
                refuseIfCancelled();
                worker = hired;
                status = Status.RUNNING;
            }
            hired.run(folder, this::hear, guard);
            synchronized (this) {
                refuseIfCancelled();
                worker = null;
            }
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
            throw new KithException("The job " + id + " was interrupted.", e);
        }
        if (!folder.hasResult()) {
            throw hired.death(id, lines());
        }
        return folder.result();
    }

    /** Ends the worker, where it works for this job, and the job with what it failed of. */
    synchronized void fail(Throwable cause) {
        kill();
        if (!status.isEnd()) {
            say(String.valueOf(cause.getMessage()));
            end(cause instanceof KithException ? Status.FAILED : Status.CANCELLED);
        }
    }

    /** All of it is done. */
    void complete() {
        refuseIfCancelled();
        end(Status.DONE);
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
    public synchronized boolean cancel() {
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
        if (worker != null) {
            worker.kill();
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

    public String id() {
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

    public synchronized Status status() {
        return status;
    }

    /** From 0 to 1. */
    synchronized double progress() {
        return status == Status.DONE ? 1.0 : of == 0 ? 0.0 : (double) done / of;
    }

    /** The last things that were said, oldest first. */
    public synchronized List<String> lines() {
        return new ArrayList<>(lines);
    }

    synchronized Instant ended() {
        return ended;
    }

    /** The process id of the worker that works for it, 0 where none does. */
    synchronized long workerPid() {
        return worker != null && worker.isAlive() ? worker.pid() : 0;
    }
}
