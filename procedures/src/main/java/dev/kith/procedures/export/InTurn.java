// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.procedures.scan.Scan;
import java.util.Optional;

/** Results that are computed when they are asked for, by who asks. */
final class InTurn<R> implements Results<R> {
    private final Parts<R> parts;
    private final Scan scan;
    private final Runnable guard;
    private Optional<Parts.Part<R>> open = Optional.empty();

    InTurn(Parts<R> parts, Scan scan, Runnable guard) {
        this.parts = parts;
        this.scan = scan;
        this.guard = guard;
    }

    @Override
    public Optional<R> next() {
        guard.run();
        while (true) {
            Optional<R> result = open.flatMap(Parts.Part::next);
            if (result.isPresent()) {
                return result;
            }
            close();
            open = parts.next(scan);
            if (open.isEmpty()) {
                return Optional.empty();
            }
        }
    }

    @Override
    public void close() {
        open.ifPresent(Parts.Part::close);
        open = Optional.empty();
    }
}
