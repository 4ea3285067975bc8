// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.graph.KithException;
import dev.kith.graph.arrow.TableSchema.Kind;
import dev.kith.graph.arrow.TableSchema.Property;
import dev.kith.procedures.scan.Scan;
import java.util.ArrayList;
import java.util.List;

/** Finds out what columns properties need, from all values there are. */
final class ColumnKinds {
    private final String entity;
    private final List<String> names;
    private final Kind[] kinds;
    private final long[] firstIds;

    /** @param entity {@code node} or {@code relationship}, for messages */
    ColumnKinds(String entity, List<String> names) {
        this.entity = entity;
        this.names = names;
        this.kinds = new Kind[names.size()];
        this.firstIds = new long[names.size()];
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** Takes the values of a row into account; null is none. */
    void see(Scan.Rows row) {
        for (int p = 0; p < kinds.length; p++) {
            Object value = row.property(p);
            if (value != null) {
                see(p, row.id(), kind(p, row.id(), value));
            }
        }
    }

    /** Takes into account what later rows had. */
    void see(ColumnKinds later) {
        for (int p = 0; p < kinds.length; p++) {
            if (later.kinds[p] != null) {
                see(p, later.firstIds[p], later.kinds[p]);
            }
        }
    }

    private void see(int position, long id, Kind kind) {
        Kind before = kinds[position];
        if (before == null) {
            kinds[position] = kind;
            firstIds[position] = id;
        } else if (!before.equals(kind)) {
            kinds[position] = joined(position, id, before, kind);
        }
    }

    private Kind kind(int position, long id, Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return new Kind.Whole();
        } else if (value instanceof Double || value instanceof Float) {
            return new Kind.Real();
        } else if (value instanceof Boolean) {
            return new Kind.Flag();
        } else if (value instanceof String || value instanceof Character) {
            return new Kind.Text();
        } else if (Numbers.length(value) >= 0) {
            return new Kind.Vector(Numbers.length(value));
        }
        throw new KithException(
                "The property '" + names.get(position) + "' of " + entity + " " + id + " is a "
                        + value.getClass().getSimpleName()
                        + ", which cannot be exported; texts, numbers, booleans, points and lists of numbers can. Leave it out.");
    }

    private Kind joined(int position, long id, Kind before, Kind now) {
        boolean numbers = (before instanceof Kind.Whole || before instanceof Kind.Real)
                && (now instanceof Kind.Whole || now instanceof Kind.Real);
        if (numbers) {
            return new Kind.Real();
        }
        throw new KithException("The property '" + names.get(position) + "' is " + words(before) + " in " + entity + " "
                + firstIds[position] + " and " + words(now) + " in " + entity + " " + id
                + "; make them alike, or leave it out.");
    }

    private static String words(Kind kind) {
        if (kind instanceof Kind.Vector vector) {
            return "a list of " + vector.dimension() + " numbers";
        } else if (kind instanceof Kind.Whole) {
            return "a whole number";
        } else if (kind instanceof Kind.Real) {
            return "a number";
        }
        return kind instanceof Kind.Flag ? "a boolean" : "a text";
    }

    /** The columns; a property that nothing has is a column of missing texts. */
    List<Property> columns() {
        List<Property> columns = new ArrayList<>();
        for (int p = 0; p < kinds.length; p++) {
            columns.add(new Property(names.get(p), kinds[p] == null ? new Kind.Text() : kinds[p]));
        }
        return columns;
    }
}
