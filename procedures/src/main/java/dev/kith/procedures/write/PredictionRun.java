// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import dev.kith.graph.KithException;
import dev.kith.procedures.CallContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.neo4j.graphdb.Transaction;

/**
 * A run that writes a worker's predictions, some thousands of nodes a transaction. While the caller's transaction is
 * open, in which the nodes were read, Neo4j gives no id of a deleted node to another one.
 *
 * @param id the same for the same predictions
 * @param known values of {@link RunMarker#KEYS}
 * @param properties property by column of the predictions
 * @param labels of which a node must still have one; none stands for any node
 */
public record PredictionRun(String id, Map<String, Object> known, Map<String, String> properties, List<String> labels) {
    private static final int NODES_A_TRANSACTION = 10_000;

    public record Written(long properties, long skipped) {}

    @SuppressWarnings("try") // a turn is only held
    public Written write(CallContext call, Path predictions) {
        RunMarker.checkId(id);
        OwnTransactions transactions = new OwnTransactions(call.database, call.security);
        long written = 0;
        long skipped = 0;
        try (RunTurn turn = RunTurn.await(call.database, id, call.guard::check);
                InputStream in = Files.newInputStream(predictions);
                BufferAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(in, allocator)) {
            VectorSchemaRoot batch = reader.getVectorSchemaRoot();
            Map<String, FieldVector> columns = new LinkedHashMap<>();
            properties.forEach((column, property) -> columns.put(property, batch.getVector(column)));
            while (reader.loadNextBatch()) {
                for (int from = 0; from < batch.getRowCount(); from += NODES_A_TRANSACTION) {
                    call.guard.check();
                    int first = from;
                    int end = Math.min(batch.getRowCount(), from + NODES_A_TRANSACTION);
                    Written part = transactions.commit(transaction -> {
                        NodeWriter writer = new NodeWriter(transaction, labels, false, call.guard::check);
                        writer.write((BigIntVector) batch.getVector(0), columns, first, end);
                        writer.part().save(transaction, id, mark(transaction, call, false), labels);
                        return new Written(writer.written(), writer.skipped());
                    });
                    written += part.properties;
                    skipped += part.skipped;
                }
            }
            transactions.commit(transaction -> mark(transaction, call, true));
            return new Written(written, skipped);
        } catch (IOException e) {
            throw new KithException("The worker's predictions cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private long mark(Transaction transaction, CallContext call, boolean last) {
        return RunMarker.update(
                transaction, id, known, properties.values(), last, call.caller().user());
    }
}
