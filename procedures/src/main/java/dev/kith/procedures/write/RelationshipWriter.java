// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.ResourceIterable;
import org.neo4j.graphdb.Transaction;

/**
 * Writes rows of Arrow columns as relationships in one transaction, each once: one of the same run is found again. Other
 * relationships stay as they are, and where one joins the pair already nothing is written unless the rule allows it.
 * O(the lesser degree) a pair.
 */
final class RelationshipWriter {
    static final String RUN_ID = "runId";
    private static final int GUARD_EVERY = 1_000;

    private final Transaction transaction;
    private final String runId;
    private final RelationshipRule rule;
    private final RelationshipType type;
    private final RelationshipType[] looked;
    private final Runnable guard;
    private final RunPart part = new RunPart();
    private long written;
    private long skipped;
    private long occupied;

    /** @param guard throws where the transaction was terminated */
    RelationshipWriter(Transaction transaction, String runId, RelationshipRule rule, Runnable guard) {
        this.transaction = transaction;
        this.runId = runId;
        this.rule = rule;
        this.guard = guard;
        this.type = RelationshipType.withName(rule.type());
        this.looked = rule.taken().isEmpty() && !rule.onTop()
                ? new RelationshipType[0]
                : Stream.concat(Stream.of(rule.type()), rule.onTop() ? Stream.empty() : rule.taken().stream())
                        .distinct()
                        .map(RelationshipType::withName)
                        .toArray(RelationshipType[]::new);
    }

    /**
     * @param sources store ids
     * @param targets store ids
     * @param columns values by property
     */
    void write(BigIntVector sources, BigIntVector targets, Map<String, FieldVector> columns, int from, int to) {
        for (int row = from; row < to; row++) {
            if (row % GUARD_EVERY == 0) {
                guard.run();
            }
            Node source = node(sources.get(row));
            Node target = node(targets.get(row));
            if (source == null || target == null) {
                skipped++;
                continue;
            }
            // Two writers of one run must not both find nothing; in one order, so that they never wait for each other.
            boolean rising = sources.get(row) < targets.get(row);
            transaction.acquireWriteLock(rising ? source : target);
            transaction.acquireWriteLock(rising ? target : source);
            Between between = between(source, target);
            if (between.own == null && between.occupied && !rule.onTop()) {
                occupied++;
                continue;
            }
            Relationship relationship = between.own;
            if (relationship == null) {
                relationship = source.createRelationshipTo(target, type);
                relationship.setProperty(RUN_ID, runId);
                part.created(relationship);
            }
            for (Map.Entry<String, FieldVector> column : columns.entrySet()) {
                Object value = PropertyValues.get(column.getValue(), row);
                if (value != null) {
                    relationship.setProperty(column.getKey(), value);
                }
            }
            written++;
        }
    }

    @SuppressWarnings("removal") // predictions come by store id; the labels guard against ids used again
    private Node node(long id) {
        try {
            Node node = transaction.getNodeById(id);
            return NodeWriter.hasOne(node, rule.labels()) ? node : null;
        } catch (NotFoundException e) {
            return null;
        }
    }

    /**
     * @param own the run's, or null
     * @param occupied whether there is another one in the way
     */
    private record Between(Relationship own, boolean occupied) {}

    private Between between(Node source, Node target) {
        boolean fromSource = degree(source) <= degree(target);
        Node near = fromSource ? source : target;
        Node far = fromSource ? target : source;
        Relationship own = null;
        boolean found = false;
        try (ResourceIterable<Relationship> all = relationships(near)) {
            for (Relationship one : all) {
                if (one.getOtherNode(near).equals(far)
                        && (!rule.directed() || one.getStartNode().equals(source))) {
                    if (one.isType(type) && runId.equals(one.getProperty(RUN_ID, null))) {
                        own = one;
                    } else {
                        found = true;
                    }
                }
            }
        }
        return new Between(own, found);
    }

    private int degree(Node node) {
        if (looked.length == 0) {
            return node.getDegree();
        }
        int degree = 0;
        for (RelationshipType one : looked) {
            degree += node.getDegree(one);
        }
        return degree;
    }

    private ResourceIterable<Relationship> relationships(Node node) {
        return looked.length == 0 ? node.getRelationships() : node.getRelationships(looked);
    }

    /** What was created. */
    RunPart part() {
        return part;
    }

    /** Relationships that are there now. */
    long written() {
        return written;
    }

    /** Pairs of which a node is gone, or has none of the labels any more. */
    long skipped() {
        return skipped;
    }

    /** Pairs that a relationship of somebody else's joins already. */
    long occupied() {
        return occupied;
    }
}
