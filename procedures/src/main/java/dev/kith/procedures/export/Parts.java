// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.procedures.scan.Scan;
import java.util.Optional;

/** Work on a table, cut into parts by the table alone, that different threads can do at the same time. */
interface Parts<R> {
    /**
     * The next part, empty after the last. Never for two threads at a time.
     *
     * @param reader the scan of the thread that will do it
     */
    Optional<Part<R>> next(Scan reader);

    /** One part, used by one thread. */
    interface Part<R> extends AutoCloseable {
        /** The next result, empty after the last. */
        Optional<R> next();

        @Override
        void close();
    }
}
