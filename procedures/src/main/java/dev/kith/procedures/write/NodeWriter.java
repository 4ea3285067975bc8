// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import dev.kith.graph.KithException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Transaction;

/** Writes rows of Arrow columns to nodes in one transaction, and keeps what was before. Values that are there stay. */
final class NodeWriter {
    private static final int GUARD_EVERY = 1_000;

    private final Transaction transaction;
    private final List<String> labels;
    private final boolean overwrite;
    private final Runnable guard;
    private final RunPart part = new RunPart();
    private long written;
    private long skipped;

    /**
     * @param labels of which a node must have one, else it is skipped; none stands for any node
     * @param overwrite whether a value of another kind may be replaced
     * @param guard throws where the transaction was terminated
     */
    NodeWriter(Transaction transaction, List<String> labels, boolean overwrite, Runnable guard) {
        this.transaction = transaction;
        this.labels = labels;
        this.overwrite = overwrite;
        this.guard = guard;
    }

    /**
     * @param ids store ids
     * @param columns by property
     */
    @SuppressWarnings("removal") // predictions come by store id; the labels guard against ids used again
    void write(BigIntVector ids, Map<String, FieldVector> columns, int from, int to) {
        for (int row = from; row < to; row++) {
            if (row % GUARD_EVERY == 0) {
                guard.run();
            }
            Node node;
            try {
                node = transaction.getNodeById(ids.get(row));
            } catch (NotFoundException e) {
                node = null;
            }
            if (node == null || !hasOne(node, labels)) {
                skipped++;
                continue;
            }
            for (Map.Entry<String, FieldVector> column : columns.entrySet()) {
                Object value = PropertyValues.get(column.getValue(), row);
                if (value != null) {
                    set(node, ids.get(row), column.getKey(), value);
                    written++;
                }
            }
        }
    }

    static boolean hasOne(Node node, List<String> labels) {
        if (labels.isEmpty()) {
            return true;
        }
        for (Label label : node.getLabels()) {
            if (labels.contains(label.name())) {
                return true;
            }
        }
        return false;
    }

    private void set(Node node, long id, String property, Object value) {
        Object before = node.getProperty(property, null);
        if (before != null && !overwrite && !PropertyValues.kind(before).equals(PropertyValues.kind(value))) {
            throw new KithException("The property '" + property + "' of node " + node.getElementId() + " is "
                    + PropertyValues.kind(before) + ", and " + PropertyValues.kind(value)
                    + " would be written; choose another property, or allow it with overwrite: true.");
        }
        if (!Objects.deepEquals(before, value)) {
            node.setProperty(property, value);
            part.changed(id, property, before);
        }
    }

    /** What was changed. */
    RunPart part() {
        return part;
    }

    /** Properties that have the values now. */
    long written() {
        return written;
    }

    /** Nodes that are gone, or have none of the labels any more. */
    long skipped() {
        return skipped;
    }
}
