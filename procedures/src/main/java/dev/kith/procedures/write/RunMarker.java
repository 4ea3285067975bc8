// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import dev.kith.procedures.Configuration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Transaction;

/** The node {@code (:KithRun {id, …})} that says where predictions came from. */
public final class RunMarker {
    public static final String LABEL = "KithRun";

    static final List<String> KEYS = List.of("model", "modelSha256", "graphFingerprint", "config", "seed");

    private RunMarker() {}

    /** @param last whether this call completes the run */
    static void update(Transaction transaction, String runId, Configuration given, boolean last, String user) {
        Node run = transaction.findNode(Label.label(LABEL), "id", runId);
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        if (run == null) {
            run = transaction.createNode(Label.label(LABEL));
            run.setProperty("id", runId);
            run.setProperty("startedAt", now);
            run.setProperty("user", user);
        }
        for (String key : KEYS) {
            Object value = given.any(key).orElse(null);
            if (value != null) {
                run.setProperty(key, value instanceof Number ? value : String.valueOf(value));
            }
        }
        run.setProperty("status", last ? "complete" : "writing");
        if (last) {
            run.setProperty("finishedAt", now);
        }
    }
}
