// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures;

import dev.kith.procedures.scan.Scans;
import java.util.stream.Stream;
import org.neo4j.graphdb.Result;
import org.neo4j.graphdb.Transaction;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Procedure;

/** {@code kith.version}. */
public final class VersionProcedure {
    @Context
    public Transaction transaction;

    /** @param scan {@code kernel} or {@code public}: how graphs are read, and why */
    public record Version(String version, String neo4j, String java, String scan, String scanReason) {}

    @Procedure(name = "kith.version", mode = Mode.READ)
    @Description("The versions of Kith, Neo4j and Java, and how graphs are read.")
    public Stream<Version> version() {
        Scans.Choice choice = Scans.choose(transaction);
        return Stream.of(new Version(
                PluginVersion.VALUE, neo4j(), Runtime.version().toString(), choice.name(), choice.reason()));
    }

    private String neo4j() {
        try (Result result = transaction.execute(
                "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version")) {
            return (String) result.next().get("version");
        }
    }
}
