// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import dev.kith.graph.KithException;
import dev.kith.procedures.CallContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.neo4j.graphdb.Transaction;

/**
 * A run that writes a worker's predictions, some thousands of rows a transaction. While the caller's transaction is
 * open, in which the nodes were read, Neo4j gives no id of a deleted node to another one.
 *
 * @param id the same for the same predictions
 * @param known values of {@link RunMarker#KEYS}
 */
public record PredictionRun(String id, Map<String, Object> known, Destination destination) {
    private static final int ROWS_A_TRANSACTION = 10_000;

    /**
     * @param values properties or relationships that are there now
     * @param nodesSkipped rows whose nodes are gone, or have none of the labels any more
     * @param occupied pairs that were joined already
     */
    public record Written(long values, long nodesSkipped, long occupied) {
        Written plus(Written more) {
            return new Written(values + more.values, nodesSkipped + more.nodesSkipped, occupied + more.occupied);
        }
    }

    @SuppressWarnings("try") // a turn is only held
    public Written write(CallContext call, Path predictions) {
        RunMarker.checkId(id);
        OwnTransactions transactions = new OwnTransactions(call.database, call.security);
        Written written = new Written(0, 0, 0);
        try (RunTurn turn = RunTurn.await(call.database, id, call.guard::check);
                InputStream in = Files.newInputStream(predictions);
                BufferAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(in, allocator)) {
            VectorSchemaRoot batch = reader.getVectorSchemaRoot();
            while (reader.loadNextBatch()) {
                for (int from = 0; from < batch.getRowCount(); from += ROWS_A_TRANSACTION) {
                    call.guard.check();
                    int first = from;
                    int end = Math.min(batch.getRowCount(), from + ROWS_A_TRANSACTION);
                    written = written.plus(transactions.commit(transaction -> destination.write(
                            transaction, id, mark(transaction, call, false), batch, first, end, call.guard::check)));
                }
            }
            transactions.commit(transaction -> mark(transaction, call, true));
            return written;
        } catch (IOException e) {
            throw new KithException("The worker's predictions cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private long mark(Transaction transaction, CallContext call, boolean last) {
        Map<String, Object> all = new LinkedHashMap<>(known);
        all.putAll(destination.described());
        return RunMarker.update(
                transaction,
                id,
                all,
                destination.nodeProperties(),
                last,
                call.caller().user());
    }
}
