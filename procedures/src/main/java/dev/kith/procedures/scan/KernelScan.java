// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.scan;

import java.util.Arrays;
import java.util.List;
import org.neo4j.internal.kernel.api.EntityCursor;
import org.neo4j.internal.kernel.api.NodeCursor;
import org.neo4j.internal.kernel.api.PropertyCursor;
import org.neo4j.internal.kernel.api.Read;
import org.neo4j.internal.kernel.api.RelationshipScanCursor;
import org.neo4j.internal.kernel.api.TokenRead;
import org.neo4j.internal.kernel.api.TokenSet;
import org.neo4j.io.pagecache.context.CursorContext;
import org.neo4j.kernel.api.KernelTransaction;
import org.neo4j.kernel.impl.coreapi.InternalTransaction;
import org.neo4j.storageengine.api.PropertySelection;

/** {@link Scan} by the kernel's cursors, which make no object for an entity. */
final class KernelScan implements Scan {
    private final KernelTransaction kernel;
    private final Read read;
    private final TokenRead tokens;
    private final CursorContext context;

    KernelScan(InternalTransaction transaction) {
        kernel = transaction.kernelTransaction();
        read = kernel.dataRead();
        tokens = kernel.tokenRead();
        context = kernel.cursorContext();
    }

    /** Touches everything this class uses, so that what does not fit this Neo4j fails here. */
    static void probe(InternalTransaction transaction) {
        KernelScan scan = new KernelScan(transaction);
        try (LongRows ids = scan.nodeIds(List.of());
                NodeRows nodes = scan.nodes(new long[] {0}, List.of(), List.of(""));
                RelationshipRows relationships = scan.relationships(List.of(), List.of(""))) {
            ids.next();
            nodes.next();
            relationships.next();
        }
    }

    @Override
    public LongRows nodeIds(List<String> labels) {
        int[] wanted = labels.stream().mapToInt(tokens::nodeLabel).toArray();
        NodeCursor cursor = kernel.cursors().allocateNodeCursor(context);
        read.allNodesScan(cursor);
        return new LongRows() {
            @Override
            public boolean next() {
                while (cursor.next()) {
                    if (wanted.length == 0 || hasOne(cursor, wanted)) {
                        return true;
                    }
                }
                return false;
            }

            @Override
            public long value() {
                return cursor.nodeReference();
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    private static boolean hasOne(NodeCursor cursor, int[] labels) {
        for (int label : labels) {
            if (cursor.hasLabel(label)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public NodeRows nodes(long[] ids, List<String> labels, List<String> properties) {
        int[] wanted = labels.stream().mapToInt(tokens::nodeLabel).toArray();
        NodeCursor cursor = kernel.cursors().allocateNodeCursor(context);
        Properties values = new Properties(properties);
        return new NodeRows() {
            private final int[] found = new int[wanted.length];
            private int count;
            private int row = -1;

            @Override
            public boolean next() {
                if (++row >= ids.length) {
                    return false;
                }
                read.singleNode(ids[row], cursor);
                count = 0;
                if (cursor.next()) {
                    TokenSet has = cursor.labels();
                    for (int l = 0; l < wanted.length; l++) {
                        if (has.contains(wanted[l])) {
                            found[count++] = l;
                        }
                    }
                    values.read(cursor);
                } else {
                    values.clear();
                }
                return true;
            }

            @Override
            public long id() {
                return ids[row];
            }

            @Override
            public int labelCount() {
                return count;
            }

            @Override
            public int label(int index) {
                return found[index];
            }

            @Override
            public Object property(int position) {
                return values.row[position];
            }

            @Override
            public void close() {
                values.close();
                cursor.close();
            }
        };
    }

    @Override
    public RelationshipRows relationships(List<String> types, List<String> properties) {
        int[] codes = new int[0];
        for (int t = 0; t < types.size(); t++) {
            int token = tokens.relationshipType(types.get(t));
            if (token >= codes.length) {
                int before = codes.length;
                codes = Arrays.copyOf(codes, token + 1);
                Arrays.fill(codes, before, token + 1, -1);
            }
            if (token >= 0) {
                codes[token] = t;
            }
        }
        int[] codeOf = codes;
        RelationshipScanCursor cursor = kernel.cursors().allocateRelationshipScanCursor(context);
        read.allRelationshipsScan(cursor);
        Properties values = new Properties(properties);
        return new RelationshipRows() {
            private int type;

            @Override
            public boolean next() {
                while (cursor.next()) {
                    int token = cursor.type();
                    if (token < codeOf.length && codeOf[token] >= 0) {
                        type = codeOf[token];
                        values.read(cursor);
                        return true;
                    }
                }
                return false;
            }

            @Override
            public long id() {
                return cursor.relationshipReference();
            }

            @Override
            public long source() {
                return cursor.sourceNodeReference();
            }

            @Override
            public long target() {
                return cursor.targetNodeReference();
            }

            @Override
            public int type() {
                return type;
            }

            @Override
            public Object property(int position) {
                return values.row[position];
            }

            @Override
            public void close() {
                values.close();
                cursor.close();
            }
        };
    }

    /** The asked property values of the entity a cursor stands on. */
    private final class Properties implements AutoCloseable {
        private final int[] keys;
        private final Object[] row;
        private final PropertySelection selection;
        private final PropertyCursor cursor;

        Properties(List<String> names) {
            keys = names.stream().mapToInt(tokens::propertyKey).toArray();
            row = new Object[keys.length];
            selection = PropertySelection.selection(keys);
            cursor = keys.length == 0 ? null : kernel.cursors().allocatePropertyCursor(context, kernel.memoryTracker());
        }

        void clear() {
            Arrays.fill(row, null);
        }

        void read(EntityCursor entity) {
            if (cursor == null) {
                return;
            }
            clear();
            entity.properties(cursor, selection);
            while (cursor.next()) {
                for (int p = 0; p < keys.length; p++) {
                    if (keys[p] == cursor.propertyKey()) {
                        row[p] = cursor.propertyValue().asObject();
                    }
                }
            }
        }

        @Override
        public void close() {
            if (cursor != null) {
                cursor.close();
            }
        }
    }
}
