// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import dev.kith.graph.KithException;
import java.util.HashSet;
import java.util.Set;
import org.neo4j.graphdb.GraphDatabaseService;

/**
 * A run is written or rolled back by one call at a time: the same predictions are the same run whoever writes them, and
 * two calls that both find no marker would make two.
 */
final class RunTurn implements AutoCloseable {
    private static final long GUARD_MILLIS = 50;
    private static final Set<String> TAKEN = new HashSet<>();

    private final String run;

    private RunTurn(String run) {
        this.run = run;
    }

    /** @param guard throws where nobody waits for the call any more */
    static RunTurn await(GraphDatabaseService database, String runId, Runnable guard) {
        String run = database.databaseName() + "\n" + runId;
        synchronized (TAKEN) {
            while (!TAKEN.add(run)) {
                try {
                    TAKEN.wait(GUARD_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new KithException("The wait for another call of the run " + runId + " was interrupted.", e);
                }
                guard.run();
            }
        }
        return new RunTurn(run);
    }

    @Override
    public void close() {
        synchronized (TAKEN) {
            TAKEN.remove(run);
            TAKEN.notifyAll();
        }
    }
}
