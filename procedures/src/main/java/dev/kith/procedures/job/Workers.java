// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.job;

import dev.kith.procedures.KithFolder;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The workers of this server. A worker's start takes seconds and a small job some hundred milliseconds, so the worker
 * that has done a job last waits a while for the next one. It is given jobs of the same user only, so that nothing of a
 * graph can come to another's eyes, and only such as its heap was made for: those of large graphs have workers of their
 * own, which end with them.
 */
final class Workers {
    private static final long MEGABYTE = 1 << 20;
    private static final long LEAST_HEAP = 512 * MEGABYTE;
    /** Columns as arrays, their adjacency, and what is made of them for a while. */
    private static final int HEAP_BYTES_A_SNAPSHOT_BYTE = 8;
    /** Heap of a worker that may wait: enough for snapshots of 16 MiB. */
    private static final long USUAL_HEAP = LEAST_HEAP + 16 * MEGABYTE * HEAP_BYTES_A_SNAPSHOT_BYTE;

    private static final int MOST_JOBS = 100;
    private static final long MINUTES_WAITING = 5;

    private final Path folder;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "kith-waiting-worker");
        thread.setDaemon(true);
        return thread;
    });
    private WorkerProcess waiting;
    private Future<?> dismissal;

    /** @param folder in which each worker has its own */
    Workers(Path folder) {
        this.folder = folder;
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Bytes of heap for a job on a graph of that size. */
    static long heapBytes(long snapshotBytes) {
        return Math.max(USUAL_HEAP, LEAST_HEAP + HEAP_BYTES_A_SNAPSHOT_BYTE * snapshotBytes);
    }

    /** A worker for a job: the one that waits, or a new one. */
    WorkerProcess hire(WorkerInstallation installation, String user, long snapshotBytes) {
        long heap = heapBytes(snapshotBytes);
        synchronized (this) {
            if (waiting != null && waiting.suits(user, heap)) {
                WorkerProcess hired = waiting;
                letWait(null);
                return hired;
            }
        }
        Path own = KithFolder.make(
                folder.resolve("worker-" + UUID.randomUUID().toString().substring(0, 8)));
        try {
            return new WorkerProcess(user, heap, own, installation.start(own, heap));
        } catch (RuntimeException | Error e) {
            KithFolder.remove(own);
            throw e;
        }
    }

    /** Takes back a worker whose job has ended well: it waits for the next one, and who waited before ends. */
    void release(WorkerProcess worker) {
        WorkerProcess leaves = worker;
        if (worker.heapBytes() == USUAL_HEAP && worker.jobs() < MOST_JOBS && worker.isAlive()) {
            synchronized (this) {
                leaves = waiting;
                letWait(worker);
            }
        }
        if (leaves != null) {
            leaves.end();
        }
    }

    /** Must hold the lock. */
    private void letWait(WorkerProcess worker) {
        if (dismissal != null) {
            dismissal.cancel(false);
        }
        waiting = worker;
        dismissal = worker == null ? null : timer.schedule(() -> dismiss(worker), MINUTES_WAITING, TimeUnit.MINUTES);
    }

    private void dismiss(WorkerProcess worker) {
        synchronized (this) {
            if (waiting != worker) {
                return;
            }
            letWait(null);
        }
        worker.end();
    }
}
