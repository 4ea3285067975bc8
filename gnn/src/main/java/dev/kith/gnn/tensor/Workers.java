package dev.kith.gnn.tensor;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * The threads that share one computation. A section is cut into tasks by the caller, by shape alone; which thread takes
 * which task never matters for the result. The calling thread works too, so {@code Workers(1)} starts no thread.
 *
 * <p>A sparse epoch on a small graph is some thirty sections of 50 µs: the threads therefore look for the next section
 * a while before they sleep.
 */
public final class Workers implements AutoCloseable {
    private static final int SPINS = 20_000;

    private final Thread[] helpers;
    private final AtomicReference<Section> current = new AtomicReference<>();
    private volatile BooleanSupplier stopped = () -> false;
    private volatile boolean closed;

    /** @param threads number of threads including the caller's, at least 1 */
    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("At least one thread is needed, not " + threads + ".");
        }
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] =
                    Thread.ofPlatform().daemon().name("kith-worker-" + (i + 1)).unstarted(this::serve);
        }
        for (Thread helper : helpers) {
            helper.start();
        }
    }

    public int threads() {
        return helpers.length + 1;
    }

    /**
     * No task starts once {@code flag} is true: the section that runs then ends with a {@link CancellationException}.
     *
     * @param flag asked before every task, by all threads
     */
    public void stopWhen(BooleanSupplier flag) {
        stopped = flag;
    }

    /**
     * For tasks that take long and cannot be cut into others.
     *
     * @throws CancellationException where the flag of {@link #stopWhen} is true
     */
    void look() {
        if (stopped.getAsBoolean()) {
            throw new CancellationException("The computation was stopped.");
        }
    }

    /** Runs {@code work} for 0 .. tasks-1 and returns when all are done; the first failure is thrown. */
    public void run(int tasks, IntConsumer work) {
        IntConsumer task = i -> {
            look();
            work.accept(i);
        };
        if (tasks <= 1 || helpers.length == 0) {
            for (int i = 0; i < tasks; i++) {
                task.accept(i);
            }
            return;
        }
        Section section = new Section(tasks, task);
        if (!current.compareAndSet(null, section)) {
            // A task that starts a section of its own does it alone.
            for (int i = 0; i < tasks; i++) {
                task.accept(i);
            }
            return;
        }
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        section.work();
        current.set(null);
        section.await();
    }

    /** Cuts {@code [0, n)} into ranges of {@code grain} elements and runs them. */
    public void ranges(int n, int grain, Range body) {
        int tasks = (int) (((long) n + grain - 1) / grain);
        run(tasks, t -> body.accept(t * grain, (int) Math.min(n, (long) (t + 1) * grain)));
    }

    /** A piece of work on {@code [from, to)}. */
    @FunctionalInterface
    public interface Range {
        void accept(int from, int to);
    }

    private void serve() {
        Section last = null;
        while (!closed) {
            Section section = current.get();
            int spins = 0;
            while ((section == null || section == last) && !closed) {
                if (++spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                    spins = 0;
                }
                section = current.get();
            }
            if (section != null) {
                section.work();
                last = section;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    private static final class Section {
        private final int tasks;
        private final IntConsumer task;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Section(int tasks, IntConsumer task) {
            this.tasks = tasks;
            this.task = task;
        }

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

        void await() {
            int spins = 0;
            while (done.get() < tasks) {
                if (++spins < SPINS) {
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
}
