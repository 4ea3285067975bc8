package dev.kith.gnn.train;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Values for 0 .. count-1, the next of which is made by a thread of its own while the last one is used: making a
 * batch's sample is the work of one thread, and computing on it leaves threads idle. Not for several threads.
 */
final class OneAhead<T> implements AutoCloseable {
    private final int count;
    private final IntFunction<T> make;
    private final ExecutorService maker;
    private Future<T> ready;
    private int next;

    /** @param parallel false makes each value where it is asked for, in the caller's thread */
    OneAhead(boolean parallel, int count, IntFunction<T> make) {
        this.count = count;
        this.make = make;
        maker = parallel && count > 1 ? Executors.newSingleThreadExecutor(OneAhead::thread) : null;
    }

    private static Thread thread(Runnable work) {
        return Thread.ofPlatform().daemon().name("kith-one-ahead").unstarted(work);
    }

    /** @throws CancellationException where the calling thread is interrupted */
    T next() {
        int number = next++;
        if (maker == null || number == 0) {
            T value = make.apply(number);
            begin(number + 1);
            return value;
        }
        try {
            T value = ready.get();
            begin(number + 1);
            return value;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The computation was stopped.");
        }
    }

    private void begin(int number) {
        if (maker != null && number < count) {
            ready = maker.submit(() -> make.apply(number));
        }
    }

    /** Returns when no value is being made any more: what makes them may keep state. */
    @Override
    public void close() {
        if (maker != null) {
            maker.close();
        }
    }
}
