package dev.kith.gnn.tensor;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A number of threads that computations share which run beside each other. Each computation brings the thread that it
 * runs on; threads that none brings help in the sections of the others. So two trainings on two processors have one
 * each, and the longer one has both when the shorter is at its end. Who helps whom never matters for a result.
 *
 * <p>A sparse epoch on a small graph is some thirty sections of 50 µs: helpers therefore look for the next section a
 * while before they sleep.
 */
public final class Crew implements AutoCloseable {
    static final int SPINS = 20_000;

    private final Thread[] helpers;
    /** Never changed, replaced. */
    private volatile Workers[] members = {};
    /** The first so many helpers work, as many as processors are left by the members. */
    private volatile int helping;

    private volatile boolean closed;

    /** @param threads number of threads including the one that a computation brings, at least 1 */
    public Crew(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("At least one thread is needed, not " + threads + ".");
        }
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            int number = i;
            helpers[i] =
                    Thread.ofPlatform().daemon().name("kith-worker-" + (i + 1)).unstarted(() -> serve(number));
        }
        for (Thread helper : helpers) {
            helper.start();
        }
    }

    public int threads() {
        return helpers.length + 1;
    }

    /** How many threads help the members just now. */
    int helping() {
        return helping;
    }

    synchronized void join(Workers member) {
        Workers[] more = Arrays.copyOf(members, members.length + 1);
        more[members.length] = member;
        share(more);
    }

    synchronized void leave(Workers member) {
        share(Arrays.stream(members).filter(one -> one != member).toArray(Workers[]::new));
        // Whoever is left may have a long section open.
        wake();
    }

    private void share(Workers[] now) {
        members = now;
        helping = now.length == 0 ? 0 : Math.max(0, threads() - now.length);
    }

    /** There is a section that helpers have not seen. */
    void wake() {
        int awake = helping;
        for (int i = 0; i < awake; i++) {
            LockSupport.unpark(helpers[i]);
        }
    }

    private void serve(int number) {
        int spins = 0;
        while (!closed) {
            Section section = number < helping ? open(number) : null;
            if (section != null) {
                section.work();
                spins = 0;
            } else if (number < helping && ++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
                spins = 0;
            }
        }
    }

    /** A section with tasks that nobody has begun, or null; helpers begin to look at different members. */
    private Section open(int number) {
        Workers[] all = members;
        for (int i = 0; i < all.length; i++) {
            Section section = all[(number + i) % all.length].section();
            if (section != null && section.open()) {
                return section;
            }
        }
        return null;
    }

    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }
}
