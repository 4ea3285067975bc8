// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import dev.kith.graph.KithException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Transaction;

/** The node {@code (:KithRun {id, …})} that says where predictions came from. */
public final class RunMarker {
    public static final String LABEL = "KithRun";

    static final String WRITING = "writing";
    static final String COMPLETE = "complete";
    static final String ROLLING_BACK = "rolling back";
    static final List<String> KEYS = List.of("model", "modelSha256", "graphFingerprint", "config", "seed");
    /** Of a run that writes relationships. */
    static final String RELATIONSHIP_TYPE = "relationshipType";

    private static final int LONGEST_ID = 200;

    private RunMarker() {}

    static void checkId(String runId) {
        if (runId.isBlank() || runId.length() > LONGEST_ID) {
            throw new KithException("A run's id is a text of 1 to " + LONGEST_ID + " characters.");
        }
    }

    /** The run's node, or null. */
    static Node find(Transaction transaction, String runId) {
        return transaction.findNode(Label.label(LABEL), "id", runId);
    }

    /**
     * Says that a transaction of the run writes, and counts it.
     *
     * @param known values of {@link #KEYS}, and {@link #RELATIONSHIP_TYPE}
     * @param properties that are written
     * @param last whether this transaction completes the run
     * @return the number of the transaction, from 1
     */
    static long update(
            Transaction transaction,
            String runId,
            Map<String, Object> known,
            Collection<String> properties,
            boolean last,
            String user) {
        Node run = find(transaction, runId);
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        if (run == null) {
            run = transaction.createNode(Label.label(LABEL));
            run.setProperty("id", runId);
            run.setProperty("startedAt", now);
            run.setProperty("user", user);
        }
        // Nobody else counts before this transaction has committed.
        transaction.acquireWriteLock(run);
        if (!run.getProperty("user", user).equals(user)) {
            throw new KithException("The run " + runId + " is another user's; write with an id of your own.");
        }
        if (run.getProperty("status", "").equals(ROLLING_BACK)) {
            throw new KithException("The run " + runId + " is being rolled back; roll it back to its end first.");
        }
        for (String key : KEYS) {
            set(run, key, known.get(key));
        }
        set(run, RELATIONSHIP_TYPE, known.get(RELATIONSHIP_TYPE));
        TreeSet<String> all = new TreeSet<>(Arrays.asList((String[]) run.getProperty("properties", new String[0])));
        all.addAll(properties);
        run.setProperty("properties", all.toArray(String[]::new));
        long applied = (long) run.getProperty("applied", 0L) + 1;
        run.setProperty("applied", applied);
        run.setProperty("status", last ? COMPLETE : WRITING);
        if (last) {
            run.setProperty("finishedAt", now);
        }
        return applied;
    }

    private static void set(Node run, String key, Object value) {
        if (value != null) {
            run.setProperty(key, value instanceof Number ? value : String.valueOf(value));
        }
    }
}
