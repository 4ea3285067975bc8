// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.health;

import dev.kith.graph.KithException;
import dev.kith.procedures.job.WorkerInstallation;
import dev.kith.procedures.scan.Scans;
import java.util.stream.Stream;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Transaction;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Procedure;

/** {@code kith.health}. */
public final class HealthProcedure {
    @Context
    public Transaction transaction;

    @Context
    public GraphDatabaseService database;

    /** @param detail what is well, or what to do */
    public record Health(String check, boolean ok, String detail) {}

    @Procedure(name = "kith.health", mode = Mode.READ)
    @Description("Whether the plugin can do its work here.")
    public Stream<Health> health() {
        return Stream.of(database(), scan(), learner());
    }

    private Health database() {
        boolean available = database.isAvailable(0);
        return new Health("database", available, available ? "available" : "the database is not available");
    }

    private Health scan() {
        Scans.Choice choice = Scans.choose(transaction);
        return new Health("scan", choice.name().equals("kernel"), choice.reason());
    }

    private static Health learner() {
        try {
            return new Health(
                    "learner",
                    true,
                    "installed as " + WorkerInstallation.configured().launcher());
        } catch (KithException e) {
            return new Health("learner", false, e.getMessage());
        }
    }
}
