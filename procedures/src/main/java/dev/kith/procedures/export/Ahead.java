// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.graph.KithException;
import dev.kith.procedures.scan.Scan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Results that threads of their own compute ahead of who asks for them, so that the store is read while earlier results
 * travel. What waits is bounded. The threads are never interrupted: that would close the store's files under them.
 */
final class Ahead<R> implements Results<R> {
    private static final int PARTS_A_THREAD = 2;
    private static final int RESULTS_A_PART = 4;
    private static final long GUARD_MILLIS = 50;

    private final Parts<R> parts;
    private final Runnable guard;
    private final int mostOpen;
    private final List<Thread> threads = new ArrayList<>();
    private final Deque<Begun<R>> begun = new ArrayDeque<>();
    private boolean allBegun;
    private boolean closed;
    private Throwable failure;

    /** A part that a thread works on or has done, with the results that nobody asked for yet. */
    private static final class Begun<R> {
        private final Deque<R> results = new ArrayDeque<>();
        private boolean done;
    }

    Ahead(Parts<R> parts, List<Scan> readers, Runnable guard) {
        this.parts = parts;
        this.guard = guard;
        mostOpen = PARTS_A_THREAD * readers.size();
        for (Scan reader : readers) {
            Thread thread = new Thread(() -> work(reader), "kith-export-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    private void work(Scan reader) {
        try {
            Begun<R> mine = new Begun<>();
            for (Optional<Parts.Part<R>> next = begin(reader, mine); next.isPresent(); next = begin(reader, mine)) {
                try (Parts.Part<R> part = next.get()) {
                    Optional<R> result = part.next();
                    while (result.isPresent() && add(mine, result.get())) {
                        result = part.next();
                    }
                }
                finish(mine);
                mine = new Begun<>();
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private synchronized Optional<Parts.Part<R>> begin(Scan reader, Begun<R> mine) throws InterruptedException {
        while (begun.size() >= mostOpen && !closed) {
            wait();
        }
        if (closed || allBegun) {
            return Optional.empty();
        }
        Optional<Parts.Part<R>> part = parts.next(reader);
        if (part.isPresent()) {
            begun.add(mine);
        } else {
            allBegun = true;
        }
        notifyAll();
        return part;
    }

    /** False where nobody wants results any more. */
    private synchronized boolean add(Begun<R> mine, R result) throws InterruptedException {
        while (mine.results.size() >= RESULTS_A_PART && !closed) {
            wait();
        }
        mine.results.add(result);
        notifyAll();
        return !closed;
    }

    private synchronized void finish(Begun<R> mine) {
        mine.done = true;
        notifyAll();
    }

    private synchronized void fail(Throwable cause) {
        failure = failure == null ? cause : failure;
        notifyAll();
    }

    @Override
    public synchronized Optional<R> next() {
        try {
            while (!isKnown()) {
                wait(GUARD_MILLIS);
                guard.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        } else if (failure != null) {
            throw interrupted(failure);
        }
        notifyAll();
        return begun.isEmpty()
                ? Optional.empty()
                : Optional.of(begun.peek().results.remove());
    }

    /** Whether the next result is there, or that there is none. */
    private boolean isKnown() {
        while (!begun.isEmpty() && begun.peek().done && begun.peek().results.isEmpty()) {
            begun.remove();
            notifyAll();
        }
        return failure != null
                || (begun.isEmpty() ? allBegun : !begun.peek().results.isEmpty());
    }

    private static KithException interrupted(Throwable cause) {
        return new KithException("The export was interrupted; run it again.", cause);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    // The scans belong to the transaction: it must not end before the threads have.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
