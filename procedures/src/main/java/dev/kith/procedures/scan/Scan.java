// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.scan;

import java.util.List;

/** Reads nodes and relationships of one transaction, a row at a time. */
public interface Scan {
    /**
     * Ids of all nodes that have one of the labels.
     *
     * @param labels no label stands for all nodes
     */
    LongRows nodeIds(List<String> labels);

    /**
     * The given nodes in the given order. A node that is gone by now has no labels and no properties.
     *
     * @param labels labels that are asked for; a row's codes are positions in it
     * @param properties property keys that are asked for
     */
    NodeRows nodes(long[] ids, List<String> labels, List<String> properties);

    /**
     * All relationships of the types.
     *
     * @param types a row's code is a position in it; all types must be given
     * @param properties property keys that are asked for
     */
    RelationshipRows relationships(List<String> types, List<String> properties);

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
