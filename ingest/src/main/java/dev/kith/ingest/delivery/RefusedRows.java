package dev.kith.ingest.delivery;

import dev.kith.graph.KithException;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.write.WriteMode;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * Finds the rows that the server refuses for what they say: a key that no index takes, one that is there already. Rows are tried by halves in transactions that are rolled back, each half on top of those that the
 * server took, so that a row that contradicts one before it is found as well; a unit of n rows with k such takes about k
 * log n trials.
 */
final class RefusedRows {
    private static final Set<String> ABOUT_ROWS = Set.of(
            "Neo.ClientError.Schema.ConstraintValidationFailed",
            "Neo.ClientError.Statement.ArgumentError",
            "Neo.ClientError.Statement.TypeError",
            "Neo.ClientError.Procedure.ProcedureCallFailed",
            "Neo.DatabaseError.Statement.ExecutionFailed");

    private final Connection connection;
    private final RowWriter writer;
    private final WriteMode mode;
    private final MissingEnd missing;
    private final Unit unit;
    private final boolean onlyFirst;
    private final Set<Integer> untried = new HashSet<>();
    private final SortedMap<Integer, String> reasons = new TreeMap<>();

    private RefusedRows(
            Connection connection, RowWriter writer, WriteMode mode, MissingEnd missing, Unit unit, boolean onlyFirst) {
        this.connection = connection;
        this.writer = writer;
        this.mode = mode;
        this.missing = missing;
        this.unit = unit;
        this.onlyFirst = onlyFirst;
    }

    /**
     * The reason by the row's place in the unit, half a sentence each.
     *
     * @param onlyFirst whether to stop when one is found
     */
    static SortedMap<Integer, String> of(
            Connection connection, RowWriter writer, WriteMode mode, MissingEnd missing, Unit unit, boolean onlyFirst) {
        RefusedRows rows = new RefusedRows(connection, writer, mode, missing, unit, onlyFirst);
        for (int place = 0; place < unit.rows(); place++) {
            rows.untried.add(place);
        }
        rows.search(0, unit.rows());
        return rows.reasons;
    }

    /** Whether a failure is about what rows say, not about the server, the connection or the user's rights. */
    static boolean mayBeWhy(KithException e) {
        if (!(e.getCause() instanceof Neo4jException cause)) {
            return false;
        }
        return ABOUT_ROWS.contains(cause.code());
    }

    private void search(int from, int to) {
        if (from == to || (onlyFirst && !reasons.isEmpty())) {
            return;
        }
        for (int place = from; place < to; place++) {
            untried.remove(place);
        }
        String reason = refusal();
        if (reason == null) {
            return;
        }
        for (int place = from; place < to; place++) {
            untried.add(place);
        }
        if (to - from == 1) {
            reasons.put(from, reason);
            return;
        }
        int middle = (from + to) >>> 1;
        search(from, middle);
        search(middle, to);
    }

    /** Why the server does not take the rows tried so far, or null. */
    private String refusal() {
        try {
            connection.write(tx -> {
                for (Unit.Part part : unit.parts(untried)) {
                    writer.write(tx, part.shape(), part.rows(), mode, missing);
                }
                throw new TakenException();
            });
            return null;
        } catch (TakenException e) {
            return null;
        } catch (KithException e) {
            if (mayBeWhy(e)) {
                return "the server refuses it: " + message((Neo4jException) e.getCause());
            }
            throw e;
        }
    }

    /** What the server says, without how a procedure's failure is introduced. */
    private static String message(Neo4jException e) {
        String message = String.valueOf(e.getMessage()).strip();
        int cause = message.lastIndexOf("Caused by: ");
        int colon = cause < 0 ? -1 : message.indexOf(": ", cause + "Caused by: ".length());
        String reason = colon < 0 ? message : message.substring(colon + 2);
        reason = reason.lines().findFirst().orElse(reason);
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }

    /** Ends a trial that succeeds: the driver rolls back what throws. */
    private static final class TakenException extends RuntimeException {
        TakenException() {
            super(null, null, false, false);
        }
    }
}
