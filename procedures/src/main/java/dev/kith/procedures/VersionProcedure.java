// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures;

import dev.kith.procedures.scan.Scans;
import java.util.stream.Stream;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Result;
import org.neo4j.graphdb.Transaction;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Procedure;

/** {@code kith.version} and {@code kith.health}. */
public final class VersionProcedure {
    @Context
    public Transaction transaction;

    @Context
    public GraphDatabaseService database;

    /** @param scan {@code kernel} or {@code public}: how graphs are read, and why */
    public record Version(String version, String neo4j, String java, String scan, String scanReason) {}

    /** @param detail what is well, or what to do */
    public record Health(String check, boolean ok, String detail) {}

    @Procedure(name = "kith.version", mode = Mode.READ)
    @Description("The versions of Kith, Neo4j and Java, and how graphs are read.")
    public Stream<Version> version() {
        Scans.Choice choice = Scans.choose(transaction);
        return Stream.of(new Version(
                PluginVersion.VALUE, neo4j(), Runtime.version().toString(), choice.name(), choice.reason()));
    }

    @Procedure(name = "kith.health", mode = Mode.READ)
    @Description("Whether the plugin can do its work here.")
    public Stream<Health> health() {
        Scans.Choice choice = Scans.choose(transaction);
        boolean kernel = choice.name().equals("kernel");
        boolean available = database.isAvailable(0);
        return Stream.of(
                new Health("database", available, available ? "available" : "the database is not available"),
                new Health("scan", kernel, choice.reason()));
    }

    private String neo4j() {
        try (Result result = transaction.execute(
                "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version")) {
            return (String) result.next().get("version");
        }
    }
}
