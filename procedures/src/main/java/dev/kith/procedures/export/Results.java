// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.procedures.scan.Scan;
import java.util.List;
import java.util.Optional;

/** The results of all parts, in the order of the parts. */
interface Results<R> extends AutoCloseable {
    /** The next result, empty after the last. */
    Optional<R> next();

    /** Stops the work; nothing uses the scans any more when this returns. */
    @Override
    void close();

    /**
     * @param own the scan of the calling thread, which does the work where there is no other
     * @param readers scans of other threads, which then do it ahead
     * @param guard throws where the transaction was terminated
     */
    static <R> Results<R> of(Parts<R> parts, Scan own, List<Scan> readers, Runnable guard) {
        return readers.isEmpty() ? new InTurn<>(parts, own, guard) : new Ahead<>(parts, readers, guard);
    }
}
