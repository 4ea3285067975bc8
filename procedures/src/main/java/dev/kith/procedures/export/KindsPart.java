// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.procedures.scan.Scan;
import java.util.Optional;

/** What kinds of values some rows have: one result. */
final class KindsPart implements Parts.Part<ColumnKinds> {
    private final Scan.Rows rows;
    private final ColumnKinds kinds;
    private boolean done;

    /** @param kinds empty */
    KindsPart(Scan.Rows rows, ColumnKinds kinds) {
        this.rows = rows;
        this.kinds = kinds;
    }

    @Override
    public Optional<ColumnKinds> next() {
        if (done) {
            return Optional.empty();
        }
        while (rows.next()) {
            kinds.see(rows);
        }
        done = true;
        return Optional.of(kinds);
    }

    @Override
    public void close() {
        rows.close();
    }
}
