package dev.kith.gnn.tensor;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Tasks 0 .. tasks-1 that several threads take one after another, whoever comes first. */
final class Section {
    private final int tasks;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Section(int tasks, IntConsumer task) {
        this.tasks = tasks;
        this.task = task;
    }

    /** Whether there is a task that nobody has begun. */
    boolean open() {
        return next.get() < tasks;
    }

    /** Does tasks until all are begun. */
    void work() {
        for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            try {
                task.accept(i);
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            } finally {
                done.incrementAndGet();
            }
        }
    }

    /** Returns when all are done; the first failure is thrown. */
    void await() {
        int spins = 0;
        while (done.get() < tasks) {
            if (++spins < Crew.SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(20_000);
            }
        }
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
