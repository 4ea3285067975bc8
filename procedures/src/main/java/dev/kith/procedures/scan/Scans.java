// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.scan;

import java.util.concurrent.atomic.AtomicReference;
import org.neo4j.graphdb.Transaction;
import org.neo4j.kernel.impl.coreapi.InternalTransaction;

/** Chooses how this Neo4j is read. The kernel's cursors are tried once; where they do not fit, the public API serves. */
public final class Scans {
    private static final AtomicReference<Choice> CHOICE = new AtomicReference<>();

    private Scans() {}

    /**
     * @param name {@code kernel} or {@code public}
     * @param reason in words, with what to do where it is the slower one
     */
    public record Choice(String name, String reason) {}

    public static Choice choose(Transaction transaction) {
        return CHOICE.updateAndGet(known -> known != null ? known : probe(transaction));
    }

    private static Choice probe(Transaction transaction) {
        try {
            if (!(transaction instanceof InternalTransaction internal)) {
                return new Choice("public", "The transaction is not the kernel's own; graphs are read more slowly.");
            }
            KernelScan.probe(internal);
            return new Choice("kernel", "The kernel's cursors fit this Neo4j.");
        } catch (LinkageError | RuntimeException e) {
            return new Choice(
                    "public",
                    "The kernel's cursors do not fit this Neo4j (" + e + "); graphs are read several times more slowly."
                            + " Use a Kith built for this release.");
        }
    }

    /** @param wanted {@code auto}, {@code kernel} or {@code public} */
    public static Scan open(Transaction transaction, String wanted) {
        String name = wanted.equals("auto") ? choose(transaction).name() : wanted;
        return name.equals("kernel") ? new KernelScan((InternalTransaction) transaction) : new PublicScan(transaction);
    }
}
