// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.procedures.CallContext;
import dev.kith.procedures.Caller;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.ResourceIterator;
import org.neo4j.graphdb.Transaction;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** {@code kith.run.list} and {@code kith.run.rollback}. */
public final class RunProcedures extends CallContext {

    /**
     * @param status {@code writing}, {@code complete} or {@code rolling back}
     * @param properties of nodes that it wrote
     * @param relationshipType of relationships that it wrote, or null
     */
    public record RunRow(
            String runId,
            String status,
            String model,
            String username,
            List<String> properties,
            String relationshipType,
            String modelSha256,
            String graphFingerprint,
            ZonedDateTime startedAt,
            ZonedDateTime finishedAt) {
        static RunRow of(Node run) {
            return new RunRow(
                    text(run, "id"),
                    text(run, "status"),
                    text(run, "model"),
                    text(run, "user"),
                    List.of((String[]) run.getProperty("properties", new String[0])),
                    text(run, RunMarker.RELATIONSHIP_TYPE),
                    text(run, "modelSha256"),
                    text(run, "graphFingerprint"),
                    RunProcedures.startedAt(run),
                    (ZonedDateTime) run.getProperty("finishedAt", null));
        }

        private static String text(Node run, String key) {
            return (String) run.getProperty(key, null);
        }
    }

    /**
     * @param nodePropertiesSkipped their nodes are gone, or lack the property by now
     * @param relationshipsSkipped gone before, or no longer the run's
     */
    public record RolledBack(
            String runId,
            long nodePropertiesRestored,
            long nodePropertiesSkipped,
            long relationshipsDeleted,
            long relationshipsSkipped,
            long writeMillis) {}

    @Procedure(name = "kith.run.list", mode = Mode.READ)
    @Description("The runs that wrote predictions, oldest first.")
    public Stream<RunRow> list() {
        return runs(transaction).stream().map(RunRow::of);
    }

    @SuppressWarnings("try") // a turn is only held
    @Procedure(name = "kith.run.rollback", mode = Mode.WRITE)
    @Description(
            "Puts back the values from before a run, deletes the relationships it made, and removes its marker. One"
                    + " that was cut off goes on.")
    public Stream<RolledBack> rollback(@Name("runId") String runId) {
        long start = System.nanoTime();
        RunPart.Undone all = new RunPart.Undone(0, 0, 0, 0);
        try (RunTurn turn = RunTurn.await(database, runId, guard::check)) {
            OwnTransactions transactions = new OwnTransactions(database, security);
            transactions.commit(own -> begin(own, runId));
            RunPart.Undone part = transactions.commit(own -> undoNewest(own, runId));
            while (part != null) {
                all = all.plus(part);
                guard.check();
                part = transactions.commit(own -> undoNewest(own, runId));
            }
        }
        return Stream.of(new RolledBack(
                runId,
                all.restored(),
                all.skipped(),
                all.deleted(),
                all.gone(),
                (System.nanoTime() - start) / 1_000_000));
    }

    private Void begin(Transaction own, String runId) {
        Node run = RunMarker.find(own, runId);
        if (run == null) {
            List<String> known = runs(own).stream()
                    .map(node -> String.valueOf(node.getProperty("id", "")))
                    .toList();
            throw new KithException(
                    "There is no run '" + runId.replaceAll("\\p{Cntrl}", "?") + "'" + Nearest.hint(runId, known));
        }
        Caller caller = caller();
        if (!caller.mayTouch(String.valueOf(run.getProperty("user", "")))) {
            throw new KithException("The run " + runId + " is another user's; only they or an admin may roll it back.");
        }
        List<String> properties = properties(run);
        for (Node other : runs(own)) {
            List<String> common = new ArrayList<>(properties(other));
            common.retainAll(properties);
            if (startedAt(other).isAfter(startedAt(run)) && !common.isEmpty()) {
                throw new KithException("The run " + other.getProperty("id") + " wrote '" + common.get(0)
                        + "' later; roll that one back first.");
            }
        }
        run.setProperty("status", RunMarker.ROLLING_BACK);
        return null;
    }

    /** Null after the last part; the marker is gone then. */
    private static RunPart.Undone undoNewest(Transaction own, String runId) {
        List<Node> parts = RunPart.of(own, runId);
        if (parts.isEmpty()) {
            RunMarker.find(own, runId).delete();
            return null;
        }
        return RunPart.undo(own, parts.get(0));
    }

    private static List<String> properties(Node run) {
        return List.of((String[]) run.getProperty("properties", new String[0]));
    }

    private static ZonedDateTime startedAt(Node run) {
        return (ZonedDateTime) run.getProperty("startedAt");
    }

    private static List<Node> runs(Transaction in) {
        List<Node> runs = new ArrayList<>();
        try (ResourceIterator<Node> found = in.findNodes(Label.label(RunMarker.LABEL))) {
            found.forEachRemaining(runs::add);
        }
        runs.removeIf(run -> !run.hasProperty("startedAt") || !run.hasProperty("id"));
        runs.sort(Comparator.comparing(RunProcedures::startedAt));
        return Collections.unmodifiableList(runs);
    }
}
