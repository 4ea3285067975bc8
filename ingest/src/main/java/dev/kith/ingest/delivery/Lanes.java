package dev.kith.ingest.delivery;

import dev.kith.graph.KithException;
import dev.kith.ingest.write.DisjointQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Threads that write units, each with a lane of the cursor. The first failure stops all of them. */
final class Lanes {
    /** Units that may wait for each lane; it is what bounds memory. */
    private static final int WAITING = 3;

    /** Writes a unit on a lane. */
    interface Work {
        void write(int lane, Unit unit);
    }

    private final DisjointQueue<Unit> queue;
    private final List<Thread> threads = new ArrayList<>();

    Lanes(int count, Work work) {
        queue = new DisjointQueue<>(count * WAITING);
        for (int i = 0; i < count; i++) {
            int lane = i;
            threads.add(
                    Thread.ofPlatform().daemon().name("kith-lane-" + (lane + 1)).start(() -> writeAll(lane, work)));
        }
    }

    /** Hands a unit over; waits while many are under way. */
    void submit(Unit unit, int firstPart, int secondPart) {
        try {
            queue.put(new DisjointQueue.Work<>(unit, firstPart, secondPart));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits until everything is written; throws what a lane failed with. */
    void finish() {
        queue.close();
        join();
        queue.throwFailure();
    }

    /** Stops each lane after the unit that it has in hand. */
    void abandon(RuntimeException cause) {
        queue.fail(cause);
        join();
    }

    private void writeAll(int lane, Work work) {
        try {
            for (Optional<DisjointQueue.Work<Unit>> next = queue.take(); next.isPresent(); next = queue.take()) {
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
        return new KithException("The ingest was interrupted; run the command again to go on from there.", e);
    }
}
