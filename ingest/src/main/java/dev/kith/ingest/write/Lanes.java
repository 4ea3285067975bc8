package dev.kith.ingest.write;

import dev.kith.graph.KithException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Threads that write what is handed over, each with a number from 0. The first failure stops all of them and is thrown to the
 * thread that hands over.
 *
 * @param <T> what is written at a time
 */
public final class Lanes<T> {
    /** Writes one on a lane. */
    public interface Work<T> {
        void write(int lane, T item);
    }

    private final DisjointQueue<T> queue;
    private final List<Thread> threads = new ArrayList<>();

    /** @param waiting how many may wait for each lane; it is what bounds memory */
    public Lanes(int count, int waiting, Work<T> work) {
        queue = new DisjointQueue<>(count * waiting);
        for (int i = 0; i < count; i++) {
            int lane = i;
            threads.add(
                    Thread.ofPlatform().daemon().name("kith-lane-" + (lane + 1)).start(() -> writeAll(lane, work)));
        }
    }

    /** Hands over what shares nodes only with others of the same parts; waits while many are under way. */
    public void submit(T item, int firstPart, int secondPart) {
        try {
            queue.put(new DisjointQueue.Work<>(item, firstPart, secondPart));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits until everything is written; throws what a lane failed with. */
    public void finish() {
        queue.close();
        join();
        queue.throwFailure();
    }

    /** Stops each lane after what it has in hand. */
    public void abandon(RuntimeException cause) {
        queue.fail(cause);
        join();
    }

    private void writeAll(int lane, Work<T> work) {
        try {
            for (Optional<DisjointQueue.Work<T>> next = queue.take(); next.isPresent(); next = queue.take()) {
                work.write(lane, next.get().item());
                queue.release(next.get());
            }
        } catch (InterruptedException e) {
            queue.fail(interrupted(e));
        } catch (RuntimeException e) {
            queue.fail(e);
        } catch (Error e) {
            queue.fail(new KithException("A writer stopped: " + e + ".", e));
        }
    }

    private void join() {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private static KithException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KithException("The ingest was interrupted; run the command again.", e);
    }
}
