// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neo4j.graphdb.Entity;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.ResourceIterator;
import org.neo4j.graphdb.Transaction;

/** {@link Scan} by Neo4j's public API. */
@SuppressWarnings("removal") // store ids are what the id map needs; element ids are texts
final class PublicScan implements Scan {
    private final Transaction transaction;

    PublicScan(Transaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public LongRows nodeIds(List<String> labels, List<String> without) {
        ResourceIterator<Node> nodes = labels.size() == 1
                ? transaction.findNodes(Label.label(labels.get(0)))
                : transaction.getAllNodes().iterator();
        Set<String> wanted = new HashSet<>(labels);
        Set<String> unwanted = new HashSet<>(without);
        return new LongRows() {
            private long id;

            @Override
            public boolean next() {
                while (nodes.hasNext()) {
                    Node node = nodes.next();
                    if ((wanted.size() < 2 || hasOne(node, wanted)) && !hasOne(node, unwanted)) {
                        id = node.getId();
                        return true;
                    }
                }
                return false;
            }

            @Override
            public long value() {
                return id;
            }

            @Override
            public void close() {
                nodes.close();
            }
        };
    }

    private static boolean hasOne(Node node, Set<String> labels) {
        for (Label label : node.getLabels()) {
            if (labels.contains(label.name())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public NodeRows nodes(long[] ids, int from, int to, List<String> labels, List<String> properties) {
        Map<String, Integer> codes = positions(labels);
        return new NodeRows() {
            private final List<Integer> found = new ArrayList<>();
            private int row = from - 1;
            private Object[] values;

            @Override
            public boolean next() {
                if (++row >= to) {
                    return false;
                }
                found.clear();
                values = new Object[properties.size()];
                try {
                    Node node = transaction.getNodeById(ids[row]);
                    for (Label label : node.getLabels()) {
                        Integer code = codes.get(label.name());
                        if (code != null) {
                            found.add(code);
                        }
                    }
                    read(node, properties, values);
                } catch (NotFoundException e) {
                    // Deleted by another transaction since its id was read.
                    found.clear();
                }
                return true;
            }

            @Override
            public long id() {
                return ids[row];
            }

            @Override
            public int labelCount() {
                return found.size();
            }

            @Override
            public int label(int index) {
                return found.get(index);
            }

            @Override
            public Object property(int position) {
                return values[position];
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public RelationshipParts relationships(List<String> types, List<String> properties) {
        boolean[] given = new boolean[1];
        return reader -> {
            boolean first = !given[0];
            given[0] = true;
            return first ? Optional.of(rows(types, properties)) : Optional.empty();
        };
    }

    private RelationshipRows rows(List<String> types, List<String> properties) {
        Map<String, Integer> codes = positions(types);
        ResourceIterator<Relationship> all = transaction.getAllRelationships().iterator();
        return new RelationshipRows() {
            private Relationship current;
            private int type;
            private final Object[] values = new Object[properties.size()];

            @Override
            public boolean next() {
                while (all.hasNext()) {
                    current = all.next();
                    Integer code = codes.get(current.getType().name());
                    if (code != null) {
                        type = code;
                        read(current, properties, values);
                        return true;
                    }
                }
                return false;
            }

            @Override
            public long id() {
                return current.getId();
            }

            @Override
            public long source() {
                return current.getStartNodeId();
            }

            @Override
            public long target() {
                return current.getEndNodeId();
            }

            @Override
            public int type() {
                return type;
            }

            @Override
            public Object property(int position) {
                return values[position];
            }

            @Override
            public void close() {
                all.close();
            }
        };
    }

    /** The public API's transactions serve one thread. */
    @Override
    public List<Scan> forThreads(int count) {
        return List.of();
    }

    @Override
    public void close() {}

    private static void read(Entity entity, List<String> properties, Object[] values) {
        Iterator<String> names = properties.iterator();
        for (int p = 0; p < values.length; p++) {
            values[p] = entity.getProperty(names.next(), null);
        }
    }

    private static Map<String, Integer> positions(List<String> names) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            positions.put(names.get(i), i);
        }
        return positions;
    }
}
