package dev.kith.ingest.delivery;

import dev.kith.graph.KithException;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.file.ContentHash;
import dev.kith.ingest.write.WriteMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/**
 * What a database knows of a pipeline's way through a source.
 *
 * <p>Its id is a hash of the pipeline and of the sources' full names; {@code source} has them as they were typed. {@code
 * (:KithCursor {id, pipeline, source, content, mode, status, run, startedAt, finishedAt, …})} is there from the
 * beginning. Each writer notes its units on a {@code (:KithCursorLane {cursor, lane, run, below, beyond, …})} of its own:
 * writers that shared a node would wait for each other's transactions. {@code (:KithReject {cursor, unit, rows, reasons})}
 * says which rows of a unit were not written. When all is written, only the cursor stays.
 */
final class Cursor {
    static final String LABEL = "KithCursor";
    static final String LANE = "KithCursorLane";
    static final String REJECT = "KithReject";

    private static final String LANES = "MATCH (l:" + LANE + " {cursor: $id})";

    private final Connection connection;
    private final String id;
    private final String name;
    private final String run = UUID.randomUUID().toString();

    /** @param sources what is read, by names that are the same from every folder */
    Cursor(Connection connection, String pipeline, List<String> sources, String name) {
        this.connection = connection;
        this.name = name;
        ContentHash hash = new ContentHash().add(pipeline);
        sources.forEach(hash::add);
        this.id = hash.hex();
        for (String label : List.of(LABEL, LANE)) {
            String statement = "CREATE CONSTRAINT IF NOT EXISTS FOR (c:" + label + ") REQUIRE c.id IS UNIQUE";
            connection.write(tx -> tx.run(statement).consume());
        }
    }

    String id() {
        return id;
    }

    /** Names the run of the process that has the cursor. */
    String run() {
        return run;
    }

    /**
     * What was found.
     *
     * @param status {@code running}, {@code failed} or {@code complete}
     * @param content what the source was then
     * @param run that had it
     */
    record Found(String status, String content, String run, WriteMode mode, Totals totals) {}

    /** What is there of the source, or null. */
    Found find() {
        return connection
                .read(1, tx -> tx.run("MATCH (c:" + LABEL + " {id: $id}) RETURN c", Values.parameters("id", id))
                        .list())
                .stream()
                .map(row -> row.get(0))
                .map(c -> new Found(
                        c.get("status").asString(),
                        c.get("content").asString(),
                        c.get("run").asString(),
                        WriteMode.valueOf(c.get("mode").asString()),
                        Totals.of(c)))
                .findFirst()
                .orElse(null);
    }

    /**
     * Begins anew: what was noted is forgotten.
     *
     * @param found what the decision to do so rests on, or null
     * @return null where something else is there by now
     */
    CommittedUnits begin(Found found, int lanes, String pipeline, String source, String content, WriteMode mode) {
        return connection.write(tx -> {
            if (!isStill(tx, found)) {
                return null;
            }
            tx.run(
                            "MERGE (c:" + LABEL + " {id: $id}) SET c = {id: $id, pipeline: $pipeline, source: $source,"
                                    + " content: $content, mode: $mode, run: $run, status: 'running',"
                                    + " startedAt: datetime()}",
                            with(Map.of(
                                    "pipeline", pipeline, "source", source, "content", content, "mode", mode.name())))
                    .consume();
            lock(tx);
            forget(tx);
            return laid(tx, lanes, 0, List.of());
        });
    }

    /**
     * Takes over what was noted. Transactions of the run before that are still under way end first.
     *
     * @return null where something else is there by now
     */
    CommittedUnits resume(Found found, int lanes) {
        return connection.write(tx -> {
            if (!isStill(tx, found)) {
                return null;
            }
            tx.run("MATCH (c:" + LABEL + " {id: $id}) SET c.run = $run, c.status = 'running'", with(Map.of()))
                    .consume();
            long below = 0;
            TreeSet<Long> others = new TreeSet<>();
            Totals totals = Totals.NONE;
            for (Record row : lock(tx)) {
                Value lane = row.get(0);
                below = Math.max(below, lane.get("below").asLong());
                others.addAll(lane.get("beyond").asList(Value::asLong));
                totals = totals.plus(Totals.of(lane));
            }
            tx.run(LANES + " DELETE l", with(Map.of())).consume();
            CommittedUnits committed = laid(tx, lanes, below, others);
            tx.run("MATCH (l:" + LANE + " {id: $id + ' #0'}) SET l += $totals", with(Map.of("totals", totals.asMap())))
                    .consume();
            return committed;
        });
    }

    /**
     * Locks the cursor, then looks again: another run may have come, or the one before it may have ended, since it was
     * found. The lock comes first, in every transaction that takes several. This run itself is there where the answer to
     * its first try was lost.
     */
    private boolean isStill(TransactionContext tx, Found found) {
        Record now = tx.run(
                        "MERGE (c:" + LABEL + " {id: $id}) SET c.lastRun = $run WITH c"
                                + " RETURN coalesce(c.run, ''), coalesce(c.status, ''), coalesce(c.content, '')",
                        with(Map.of()))
                .single();
        String owner = now.get(0).asString();
        boolean same = found == null
                ? owner.isEmpty()
                : owner.equals(found.run())
                        && now.get(2).asString().equals(found.content())
                        && now.get(1).asString().equals("complete")
                                == found.status().equals("complete");
        if (!same && !owner.equals(run) && owner.isEmpty()) {
            // It was deleted meanwhile; nothing may stay that has an id only.
            tx.run("MATCH (c:" + LABEL + " {id: $id}) DELETE c", with(Map.of())).consume();
        }
        return same || owner.equals(run);
    }

    /** Locks the lanes, then reads them: what another transaction wrote before it let go counts. */
    private List<Record> lock(TransactionContext tx) {
        return tx.run(LANES + " SET l.run = $run WITH l ORDER BY l.lane RETURN l", with(Map.of()))
                .list();
    }

    private CommittedUnits laid(TransactionContext tx, int lanes, long below, Iterable<Long> others) {
        List<Long> beyond = new ArrayList<>();
        others.forEach(beyond::add);
        tx.run(
                        "UNWIND range(0, $lanes - 1) AS lane CREATE (:" + LANE
                                + " {id: $id + ' #' + lane, cursor: $id, lane: lane, run: $run, below: $below,"
                                + " beyond: CASE lane WHEN 0 THEN $beyond ELSE [] END})",
                        with(Map.of("lanes", lanes, "below", below, "beyond", beyond)))
                .consume();
        return new CommittedUnits(lanes, below, beyond);
    }

    private void forget(TransactionContext tx) {
        tx.run(LANES + " DELETE l", with(Map.of())).consume();
        tx.run("MATCH (r:" + REJECT + " {cursor: $id}) DELETE r", with(Map.of()))
                .consume();
    }

    /**
     * Begins the transaction of a unit: the lane is locked until its end.
     *
     * @return whether the unit is committed already: an answer was lost on its way
     */
    boolean isCommitted(TransactionContext tx, int lane, long unit) {
        Record row = tx.run(
                        "OPTIONAL MATCH (l:" + LANE + " {id: $id + ' #' + $lane}) SET l.unit = $unit"
                                + " RETURN coalesce(l.run = $run, false), $unit < l.below OR $unit IN l.beyond",
                        with(Map.of("lane", lane, "unit", unit)))
                .single();
        if (!row.get(0).asBoolean()) {
            throw takenOver();
        }
        return row.get(1).asBoolean();
    }

    private KithException takenOver() {
        return new KithException(
                "Another run has taken over '%s'; what this one has written stays, and the other one goes on from there."
                        .formatted(name));
    }

    /** Ends the transaction of a unit: notes it, and what became of its rows. */
    void note(
            TransactionContext tx,
            int lane,
            long unit,
            CommittedUnits.Note note,
            Totals totals,
            Map<Integer, String> rejected) {
        Map<String, Object> values = new HashMap<>(totals.asMap());
        StringBuilder sums = new StringBuilder();
        values.keySet().forEach(key -> sums.append(", l." + key + " = coalesce(l." + key + ", 0) + $" + key));
        values.putAll(Map.of("lane", lane, "below", note.below(), "beyond", note.beyond()));
        tx.run(
                        "MATCH (l:" + LANE + " {id: $id + ' #' + $lane}) SET l.below = $below, l.beyond = $beyond"
                                + sums,
                        with(values))
                .consume();
        if (!rejected.isEmpty()) {
            tx.run(
                            "CREATE (:" + REJECT + " {cursor: $id, unit: $unit, rows: $rows, reasons: $reasons})",
                            with(Map.of(
                                    "unit",
                                    unit,
                                    "rows",
                                    List.copyOf(rejected.keySet()),
                                    "reasons",
                                    List.copyOf(rejected.values()))))
                    .consume();
        }
    }

    /** The rows of a committed unit that were not written, with the reasons. */
    Map<Integer, String> rejected(long unit) {
        Map<Integer, String> rejected = new HashMap<>();
        connection
                .read(1, tx -> tx.run(
                                "MATCH (r:" + REJECT + " {cursor: $id, unit: $unit}) RETURN r.rows, r.reasons",
                                with(Map.of("unit", unit)))
                        .list())
                .forEach(row -> {
                    for (int i = 0; i < row.get(0).size(); i++) {
                        rejected.put(
                                row.get(0).get(i).asInt(), row.get(1).get(i).asString());
                    }
                });
        return rejected;
    }

    /** Numbers of the units of which some rows were not written. */
    List<Long> unitsWithRejects() {
        return connection.read(
                1_000, tx -> tx.run("MATCH (r:" + REJECT + " {cursor: $id}) RETURN r.unit", with(Map.of()))
                        .list(row -> row.get(0).asLong()));
    }

    /**
     * What all lanes have written together.
     *
     * @throws KithException where another run has the cursor: it may have ended by now, and its lanes with it
     */
    Totals totals() {
        return connection.read(1, tx -> {
            Totals totals = tx.run(LANES + " RETURN l", with(Map.of())).stream()
                    .map(row -> Totals.of(row.get(0)))
                    .reduce(Totals.NONE, Totals::plus);
            // Asked last: what is still this run's was so when the lanes were read.
            boolean mine = tx.run("MATCH (c:" + LABEL + " {id: $id}) WHERE c.run = $run RETURN c.id", with(Map.of()))
                    .hasNext();
            if (!mine) {
                throw takenOver();
            }
            return totals;
        });
    }

    /**
     * Says that everything is written, and forgets how.
     *
     * @throws KithException where another run has the cursor
     */
    void complete(long rows, Totals totals) {
        connection.write(tx -> {
            Map<String, Object> values = new HashMap<>(totals.asMap());
            values.put("rows", rows);
            boolean mine = tx.run(
                            "MATCH (c:" + LABEL + " {id: $id}) SET c.lastRun = $run WITH c WHERE c.run = $run"
                                    + " SET c.status = 'complete', c.finishedAt = datetime(), c += $values RETURN c.id",
                            with(Map.of("values", values)))
                    .hasNext();
            if (!mine) {
                throw takenOver();
            }
            forget(tx);
            return null;
        });
    }

    /**
     * Notes a failure, where the server still answers.
     *
     * @param mixed whether rows of two contents of the source may be there: then no content is what the run has read, and
     *     it cannot be gone on with
     */
    void failed(RuntimeException cause, boolean mixed) {
        try {
            connection.write(tx -> tx.run(
                            "MATCH (c:" + LABEL + " {id: $id}) WHERE c.run = $run"
                                    + " SET c.status = 'failed', c.message = $message,"
                                    + " c.content = CASE WHEN $mixed THEN 'mixed' ELSE c.content END",
                            with(Map.of("message", String.valueOf(cause.getMessage()), "mixed", mixed)))
                    .consume());
        } catch (RuntimeException e) {
            // The server may be what failed; then the cursor says what it said before.
            cause.addSuppressed(e);
        }
    }

    private Map<String, Object> with(Map<String, Object> values) {
        Map<String, Object> parameters = new HashMap<>(values);
        parameters.put("id", id);
        parameters.put("run", run);
        return parameters;
    }
}
