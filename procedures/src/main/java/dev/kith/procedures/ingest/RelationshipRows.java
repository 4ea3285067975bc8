// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.ingest;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.neo4j.graphdb.Direction;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.ResourceIterable;

/** Rows as relationships of one type between nodes of one kind each. */
final class RelationshipRows implements IngestChunks.Taker {
    private static final int GUARD_EVERY = 1_000;
    private static final int FEW = 16;

    private final RelationshipType type;
    private final NodeFinder sources;
    private final NodeFinder targets;
    private final boolean merge;
    private final boolean createEnds;
    private final Runnable guard;
    private final List<Long> missingSources = new ArrayList<>();
    private final List<Long> missingTargets = new ArrayList<>();
    private long rowsBefore;
    private long written;
    private long created;
    private long nodesCreated;

    /** @param guard throws where the transaction was terminated */
    RelationshipRows(
            RelationshipType type,
            NodeFinder sources,
            NodeFinder targets,
            boolean merge,
            boolean createEnds,
            Runnable guard) {
        this.type = type;
        this.sources = sources;
        this.targets = targets;
        this.merge = merge;
        this.createEnds = createEnds;
        this.guard = guard;
    }

    @Override
    public void take(List<FieldVector> columns, int rows) {
        RowProperties properties = new RowProperties(columns.subList(2, columns.size()));
        for (int row = 0; row < rows; row++) {
            if (row % GUARD_EVERY == 0) {
                guard.run();
            }
            Node source = end(sources, columns.get(0), row, missingSources);
            Node target = source == null ? null : end(targets, columns.get(1), row, missingTargets);
            if (target != null) {
                write(source, target, properties, row);
            }
        }
        rowsBefore += rows;
    }

    private Node end(NodeFinder finder, FieldVector keys, int row, List<Long> missing) {
        Object key = NodeFinder.key(keys, row);
        Node node = finder.find(key);
        if (node == null && createEnds) {
            nodesCreated++;
            return finder.create(key, finder.label());
        }
        if (node == null) {
            missing.add(rowsBefore + row);
        }
        return node;
    }

    private void write(Node source, Node target, RowProperties properties, int row) {
        written++;
        boolean found = false;
        if (merge) {
            // Where there are few, the other degree costs more than a look at them.
            int out = source.getDegree(type, Direction.OUTGOING);
            boolean fewerOut = out <= FEW || out <= target.getDegree(type, Direction.INCOMING);
            try (ResourceIterable<Relationship> all = fewerOut
                    ? source.getRelationships(Direction.OUTGOING, type)
                    : target.getRelationships(Direction.INCOMING, type)) {
                for (Relationship relationship : all) {
                    Node other = fewerOut ? relationship.getEndNode() : relationship.getStartNode();
                    if (other.equals(fewerOut ? target : source)) {
                        // As MERGE does: every parallel one is what the row says.
                        properties.replaceOn(relationship, row);
                        found = true;
                    }
                }
            }
        }
        if (!found) {
            properties.setOn(source.createRelationshipTo(target, type), row);
            created++;
        }
    }

    IngestRelationshipsProcedure.Written written() {
        return new IngestRelationshipsProcedure.Written(written, created, nodesCreated, missingSources, missingTargets);
    }
}
