package dev.kith.ingest.write;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * A bounded queue of work that touches parts of the key space: {@link #take} gives out only work whose parts are not
 * being worked on, so that two takers never lock the same node and cannot wait for each other in a circle.
 */
public final class DisjointQueue<T> {
    /** The part of work that shares nothing with other work. */
    public static final int NO_PART = -1;

    /** Work and the one or two parts that it touches. */
    public record Work<T>(T item, int first, int second) {}

    private final int capacity;
    private final Deque<Work<T>> waiting = new ArrayDeque<>();
    private final BitSet busy = new BitSet();
    private RuntimeException failure;
    private boolean closed;

    public DisjointQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Adds work; waits while the queue is full. Throws what a taker failed with. */
    public synchronized void put(Work<T> work) throws InterruptedException {
        while (waiting.size() >= capacity && failure == null) {
            wait();
        }
        throwFailure();
        waiting.add(work);
        notifyAll();
    }

    /** The oldest work whose parts are free; waits for it. Empty when no more will come, or after a failure. */
    public synchronized Optional<Work<T>> take() throws InterruptedException {
        while (failure == null) {
            for (Iterator<Work<T>> all = waiting.iterator(); all.hasNext(); ) {
                Work<T> work = all.next();
                if (!isBusy(work.first()) && !isBusy(work.second())) {
                    all.remove();
                    mark(work, true);
                    notifyAll();
                    return Optional.of(work);
                }
            }
            if (closed && waiting.isEmpty()) {
                break;
            }
            wait();
        }
        return Optional.empty();
    }

    /** Frees the parts of work that was taken. */
    public synchronized void release(Work<T> work) {
        mark(work, false);
        notifyAll();
    }

    /** Says that no more work will come. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Ends everything: takers get nothing more and {@link #put} throws this failure. The first failure counts. */
    public synchronized void fail(RuntimeException cause) {
        if (failure == null) {
            failure = cause;
        }
        notifyAll();
    }

    public synchronized void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    private boolean isBusy(int part) {
        return part != NO_PART && busy.get(part);
    }

    private void mark(Work<T> work, boolean isBusy) {
        if (work.first() != NO_PART) {
            busy.set(work.first(), isBusy);
        }
        if (work.second() != NO_PART) {
            busy.set(work.second(), isBusy);
        }
    }
}
