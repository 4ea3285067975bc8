// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.job;

import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.graph.job.JobFolder;
import dev.kith.graph.job.JobResult;
import dev.kith.procedures.Caller;
import dev.kith.procedures.KithFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The jobs of this server: some run, others wait for their turn, and the last that ended are remembered. */
public final class Jobs {
    static final int MOST_RUNNING = 2;
    private static final int MOST_QUEUED = 20;
    private static final int MOST_REMEMBERED = 100;
    private static final long GUARD_MILLIS = 50;

    private static final Map<Path, Jobs> OF_FOLDERS = new LinkedHashMap<>();

    private final KithFolder home;
    private final Semaphore turns = new Semaphore(MOST_RUNNING, true);
    private final Workers workers;
    private final Map<String, Job> jobs = new LinkedHashMap<>();

    private Jobs(KithFolder home) {
        this.home = home;
        this.workers = new Workers(home.jobs());
    }

    /** Those of the server with that folder. What a server before it has left there is removed at the first use. */
    public static Jobs of(KithFolder home) {
        synchronized (OF_FOLDERS) {
            return OF_FOLDERS.computeIfAbsent(home.path(), path -> {
                KithFolder.remove(home.jobs());
                return new Jobs(home);
            });
        }
    }

    /** What is done with a job's folder before its worker starts and after it has ended. */
    public interface Work<R> {
        /** Writes specification and graph, and says how many bytes the graph has. */
        long prepare(JobFolder folder);

        /**
         * Takes what came of it.
         *
         * @param guard throws where the caller's transaction was terminated or the job was cancelled
         */
        R complete(JobFolder folder, JobResult result, Runnable guard);
    }

    /**
     * Runs a job on the calling thread, after the others before it. Its folder is gone afterwards.
     *
     * @param what the job is for, in words
     * @param guard throws where the caller's transaction was terminated
     */
    public <R> R run(Caller caller, String what, Runnable guard, Work<R> work) {
        WorkerInstallation installation = WorkerInstallation.configured();
        Job job = add(caller, what, id -> new JobFolder(home.jobs().resolve(id)));
        JobFolder folder = job.folder();
        try {
            KithFolder.make(folder.graph());
            long bytes = work.prepare(folder);
            awaitTurn(job, guard);
            try {
                JobResult result = result(job, installation, bytes, guard);
                R made = work.complete(folder, result, () -> {
                    guard.run();
                    job.refuseIfCancelled();
                });
                job.complete();
                return made;
            } finally {
                turns.release();
            }
        } catch (RuntimeException | Error e) {
            job.fail(e);
            throw e;
        } finally {
            KithFolder.remove(folder.path());
        }
    }

    /** Who looks after a job that nobody waits for, on the job's own thread. */
    public interface Watch {
        /** Called many times a second while the job waits or works. */
        void look();

        /** Called once, when it has ended. */
        void ended(Job job);
    }

    /**
     * Begins a job whose folder, with specification and graph, is there and stays, and returns at once.
     *
     * @param snapshotBytes size of the graph
     */
    public Job begin(Caller caller, String what, JobFolder folder, long snapshotBytes, Watch watch) {
        WorkerInstallation installation = WorkerInstallation.configured();
        Job job;
        synchronized (this) {
            live(folder).ifPresent(other -> {
                throw new KithException("The job " + other.id() + " works on that already.");
            });
            job = add(caller, what, id -> folder);
        }
        Thread thread = new Thread(() -> work(job, installation, snapshotBytes, watch), "kith-" + job.id());
        thread.setDaemon(true);
        thread.start();
        return job;
    }

    private void work(Job job, WorkerInstallation installation, long snapshotBytes, Watch watch) {
        try {
            awaitTurn(job, watch::look);
            try {
                result(job, installation, snapshotBytes, watch::look);
                job.complete();
            } finally {
                turns.release();
            }
        } catch (RuntimeException | Error e) {
            job.fail(e);
        }
        watch.ended(job);
    }

    private JobResult result(Job job, WorkerInstallation installation, long snapshotBytes, Runnable guard) {
        WorkerProcess worker = workers.hire(installation, job.user(), snapshotBytes);
        JobResult result;
        try {
            result = job.run(worker, guard);
        } catch (RuntimeException | Error e) {
            job.fail(e);
            worker.end();
            throw e;
        }
        workers.release(worker);
        if (result.error() != null) {
            throw new KithException(result.error());
        }
        return result;
    }

    private synchronized Job add(Caller caller, String what, Function<String, JobFolder> folder) {
        long waiting = jobs.values().stream()
                .filter(job -> job.status() == Job.Status.QUEUED)
                .count();
        if (waiting >= MOST_QUEUED) {
            throw new KithException("There are " + waiting + " jobs waiting for their turn, as many as may; try again"
                    + " when some of them are done (kith.job.list).");
        }
        jobs.values().stream()
                .filter(job -> job.status().isEnd())
                .limit(Math.max(0, jobs.size() - MOST_REMEMBERED))
                .map(Job::id)
                .toList()
                .forEach(jobs::remove);
        String id = "job-" + UUID.randomUUID().toString().substring(0, 8);
        Job job = new Job(id, caller.user(), what, folder.apply(id));
        jobs.put(id, job);
        return job;
    }

    private void awaitTurn(Job job, Runnable guard) {
        try {
            while (!turns.tryAcquire(GUARD_MILLIS, TimeUnit.MILLISECONDS)) {
                guard.run();
                job.refuseIfCancelled();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KithException("The job " + job.id() + " was interrupted.", e);
        }
    }

    /** The jobs that somebody may see, oldest first. */
    synchronized List<Job> of(Caller caller) {
        return new ArrayList<>(jobs.values().stream()
                .filter(job -> caller.mayTouch(job.user()))
                .toList());
    }

    /** The job that waits or works for that folder. */
    public synchronized Optional<Job> live(JobFolder folder) {
        return jobs.values().stream()
                .filter(job -> job.folder().equals(folder) && !job.status().isEnd())
                .findFirst();
    }

    /** @throws KithException where there is no such job that the caller may see */
    Job find(Caller caller, String id) {
        List<Job> known = of(caller);
        return known.stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new KithException("There is no job '" + id.replaceAll("\\p{Cntrl}", "?") + "'"
                        + Nearest.hint(id, known.stream().map(Job::id).toList())));
    }
}
