// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.procedures.scan.Scan;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ranges of the projected nodes.
 *
 * @param <R> what is made of their rows
 */
final class NodeParts<R> implements Parts<R> {
    private final Projection projection;
    private final long[] ids;
    private final Function<Scan.NodeRows, Part<R>> work;
    private int from;

    NodeParts(Projection projection, IdMap ids, Function<Scan.NodeRows, Part<R>> work) {
        this.projection = projection;
        this.ids = ids.ids();
        this.work = work;
    }

    @Override
    public Optional<Part<R>> next(Scan reader) {
        if (from == ids.length) {
            return Optional.empty();
        }
        int to = Math.min(ids.length, from + BatchPart.ROWS);
        Scan.NodeRows rows = reader.nodes(ids, from, to, projection.labels(), projection.nodeProperties());
        from = to;
        return Optional.of(work.apply(rows));
    }
}
