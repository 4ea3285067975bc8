// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures;

import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Transaction;
import org.neo4j.internal.kernel.api.security.SecurityContext;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.TerminationGuard;

/** What Neo4j gives to a procedure that works with Kith's folder and for a user. */
public abstract class CallContext {
    @Context
    public Transaction transaction;

    @Context
    public GraphDatabaseService database;

    @Context
    public TerminationGuard guard;

    @Context
    public SecurityContext security;

    public final Caller caller() {
        return Caller.of(security);
    }

    public final KithFolder folder() {
        return KithFolder.of(database);
    }
}
