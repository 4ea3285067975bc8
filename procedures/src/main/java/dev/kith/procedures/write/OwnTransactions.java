// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import dev.kith.graph.KithException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Transaction;
import org.neo4j.graphdb.TransactionTerminatedException;
import org.neo4j.internal.kernel.api.security.SecurityContext;
import org.neo4j.kernel.api.KernelTransaction;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * Transactions beside the caller's, with the caller's rights and no more, each bounded in what it changes. One that waits
 * too long for a lock, which the caller's own transaction may hold, is given up.
 */
public final class OwnTransactions {
    private static final long SECONDS = 60;

    private final GraphDatabaseAPI database;
    private final SecurityContext security;

    public OwnTransactions(GraphDatabaseService database, SecurityContext security) {
        this.database = (GraphDatabaseAPI) database;
        this.security = security;
    }

    /** Does the work in a transaction, and commits it. */
    public <R> R commit(Function<Transaction, R> work) {
        try (Transaction transaction = database.beginTransaction(
                KernelTransaction.Type.EXPLICIT, security, security.connectionInfo(), SECONDS, TimeUnit.SECONDS)) {
            R result = work.apply(transaction);
            transaction.commit();
            return result;
        } catch (TransactionTerminatedException e) {
            throw new KithException(
                    "A part of it could not be written within " + SECONDS + " s: another transaction, perhaps the"
                            + " calling one, holds its nodes. Call the procedure in a transaction of its own.",
                    e);
        }
    }
}
