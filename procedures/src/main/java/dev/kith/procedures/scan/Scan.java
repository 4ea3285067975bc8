// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.scan;

import java.util.List;
import java.util.Optional;

/** Reads nodes and relationships of one transaction, a row at a time. A scan and its rows serve one thread. */
public interface Scan extends AutoCloseable {
    /**
     * Ids of all nodes that have one of the labels.
     *
     * @param labels no label stands for all nodes
     * @param without nodes with one of these are left out
     */
    LongRows nodeIds(List<String> labels, List<String> without);

    /**
     * The nodes {@code ids[from] .. ids[to - 1]}, in this order. A node that is gone by now has no labels and no
     * properties.
     *
     * @param labels labels that are asked for; a row's codes are positions in it
     * @param properties property keys that are asked for
     */
    NodeRows nodes(long[] ids, int from, int to, List<String> labels, List<String> properties);

    /**
     * All relationships of the types, in parts.
     *
     * @param types a row's code is a position in it; all types must be given
     * @param properties property keys that are asked for
     */
    RelationshipParts relationships(List<String> types, List<String> properties);

    /**
     * Scans of the same graph for that many other threads; none where only the transaction's own thread can see it. Each
     * must be closed before the transaction ends, when its thread does not use it any more.
     */
    List<Scan> forThreads(int count);

    @Override
    void close();

    /** Parts of a table that different threads can read at the same time. Their order is that of the ids. */
    interface RelationshipParts {
        /**
         * The next part, empty after the last. Not for two threads at a time.
         *
         * @param reader the scan this was made by, or one of its {@link Scan#forThreads}: its thread reads the part
         */
        Optional<RelationshipRows> next(Scan reader);
    }

    /** Rows of single numbers. */
    interface LongRows extends AutoCloseable {
        boolean next();

        long value();

        @Override
        void close();
    }

    /** What both kinds of rows have. */
    interface Rows extends AutoCloseable {
        boolean next();

        /** Store id of the current entity, for messages. */
        long id();

        /** Value of the property at this position of the asked ones, a plain Java value or array, or null. */
        Object property(int position);

        @Override
        void close();
    }

    interface NodeRows extends Rows {
        /** Number of the asked labels that the node has. */
        int labelCount();

        /** Position of one of them in the asked labels. */
        int label(int index);
    }

    interface RelationshipRows extends Rows {
        long source();

        long target();

        /** Position of the type in the asked types. */
        int type();
    }
}
