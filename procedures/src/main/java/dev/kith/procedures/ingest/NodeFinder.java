// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.ingest;

import dev.kith.graph.KithException;
import dev.kith.procedures.write.PropertyValues;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.arrow.vector.FieldVector;
import org.neo4j.graphdb.ConstraintViolationException;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Transaction;
import org.neo4j.graphdb.schema.ConstraintDefinition;

/** Finds nodes by a property that is unique under a label, those that a call asks for again without the index. */
final class NodeFinder {
    private static final int MOST_KNOWN = 1 << 16;

    private final Transaction transaction;
    private final Label label;
    private final String property;
    private final Map<Object, Node> known = new HashMap<>();

    /** @throws KithException where the property is not unique: every row would search all nodes */
    NodeFinder(Transaction transaction, String label, String property) {
        this.transaction = transaction;
        this.label = Label.label(label);
        this.property = property;
        boolean unique = StreamSupport.stream(
                        transaction.schema().getConstraints(this.label).spliterator(), false)
                .anyMatch(this::isOfProperty);
        if (!unique) {
            throw new KithException("Nothing says that '" + property + "' is unique for '" + label
                    + "'; make a uniqueness constraint for it first.");
        }
    }

    private boolean isOfProperty(ConstraintDefinition constraint) {
        return switch (constraint.getConstraintType()) {
            case UNIQUENESS, NODE_KEY -> {
                var keys = constraint.getPropertyKeys().iterator();
                yield keys.next().equals(property) && !keys.hasNext();
            }
            default -> false;
        };
    }

    Label label() {
        return label;
    }

    String property() {
        return property;
    }

    /** The key of a row; refuses a gap. */
    static Object key(FieldVector keys, int row) {
        Object key = PropertyValues.get(keys, row);
        if (key == null) {
            throw new KithException("Row " + row + " has no key; send rows that have one.");
        }
        return key;
    }

    /** The node with the key, or null. */
    Node find(Object key) {
        Node node = known.get(key);
        if (node == null) {
            node = transaction.findNode(label, property, key);
            remember(key, node);
        }
        return node;
    }

    private void remember(Object key, Node node) {
        if (node != null && known.size() < MOST_KNOWN) {
            known.put(key, node);
        }
    }

    /**
     * A node with the key and nothing else.
     *
     * @param labels the label of the key among them
     * @throws KithException where there is one already
     */
    Node create(Object key, Label... labels) {
        Node node = transaction.createNode(labels);
        try {
            node.setProperty(property, key);
        } catch (ConstraintViolationException e) {
            // Without its cause, which would be what a client is shown.
            throw new KithException("There is a node '" + label.name() + "' with " + property + " = " + key
                    + " already, in the database or in a row before; use MERGE.");
        }
        remember(key, node);
        return node;
    }
}
