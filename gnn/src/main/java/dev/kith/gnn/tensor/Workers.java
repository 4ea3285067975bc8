package dev.kith.gnn.tensor;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * The threads that share one computation: the calling one, and those of a crew that help it. A section is cut into tasks
 * by the caller, by shape alone; which thread takes which task never matters for the result.
 */
public final class Workers implements AutoCloseable {
    private final Crew crew;
    private final boolean own;
    private final AtomicReference<Section> current = new AtomicReference<>();
    private volatile BooleanSupplier stopped = () -> false;

    /** @param threads number of threads including the caller's, at least 1: {@code Workers(1)} starts no thread */
    public Workers(int threads) {
        this(new Crew(threads), true);
    }

    /** @param crew of which this is a member until it is closed */
    public Workers(Crew crew) {
        this(crew, false);
    }

    private Workers(Crew crew, boolean own) {
        this.crew = crew;
        this.own = own;
        crew.join(this);
    }

    /** How many threads can work on a section just now, the caller's and all that help. */
    public int threads() {
        return 1 + crew.helping();
    }

    /** What helpers may work on, or null. */
    Section section() {
        return current.get();
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
        if (tasks <= 1 || crew.helping() == 0) {
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
        crew.wake();
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

    @Override
    public void close() {
        crew.leave(this);
        if (own) {
            crew.close();
        }
    }
}
