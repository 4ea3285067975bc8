// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.neo4j.internal.kernel.api.CursorFactory;
import org.neo4j.internal.kernel.api.NodeCursor;
import org.neo4j.internal.kernel.api.PartitionedScan;
import org.neo4j.internal.kernel.api.Read;
import org.neo4j.internal.kernel.api.RelationshipScanCursor;
import org.neo4j.internal.kernel.api.TokenRead;
import org.neo4j.io.pagecache.context.CursorContext;
import org.neo4j.kernel.api.ExecutionContext;
import org.neo4j.kernel.api.KernelTransaction;
import org.neo4j.kernel.impl.coreapi.InternalTransaction;
import org.neo4j.memory.MemoryTracker;

/**
 * {@link Scan} by the kernel's cursors, which make no object for an entity. Other threads read through execution contexts
 * of the same transaction, which see what it sees as long as it has changed nothing.
 */
final class KernelScan implements Scan {
    /** Relationships in a part: a few batches of a table. */
    private static final int PART = 1 << 18;

    private static final int MOST_PARTS = 1 << 16;

    private final KernelTransaction kernel;
    private final Read read;
    private final TokenRead tokens;
    private final CursorFactory cursors;
    private final CursorContext context;
    private final MemoryTracker memory;
    /** Of another thread; null in the transaction's own. */
    private final ExecutionContext thread;

    KernelScan(InternalTransaction transaction) {
        kernel = transaction.kernelTransaction();
        read = kernel.dataRead();
        tokens = kernel.tokenRead();
        cursors = kernel.cursors();
        context = kernel.cursorContext();
        memory = kernel.memoryTracker();
        thread = null;
    }

    private KernelScan(KernelTransaction kernel, ExecutionContext thread) {
        this.kernel = kernel;
        this.thread = thread;
        read = thread.dataRead();
        tokens = thread.tokenRead();
        cursors = thread.cursors();
        context = thread.cursorContext();
        memory = thread.memoryTracker();
    }

    /** Touches everything this class uses, so that what does not fit this Neo4j fails here. */
    static void probe(InternalTransaction transaction) {
        KernelScan own = new KernelScan(transaction);
        List<Scan> scans = new ArrayList<>(own.forThreads(1));
        scans.add(own);
        for (Scan scan : scans) {
            try (scan;
                    LongRows ids = scan.nodeIds(List.of(), List.of());
                    NodeRows nodes = scan.nodes(new long[] {0}, 0, 1, List.of(), List.of(""))) {
                ids.next();
                nodes.next();
                own.relationships(List.of(), List.of("")).next(scan).ifPresent(rows -> {
                    rows.next();
                    rows.close();
                });
            }
        }
    }

    @Override
    public LongRows nodeIds(List<String> labels, List<String> without) {
        int[] wanted = labels.stream().mapToInt(tokens::nodeLabel).toArray();
        int[] unwanted = without.stream().mapToInt(tokens::nodeLabel).toArray();
        NodeCursor cursor = cursors.allocateNodeCursor(context);
        read.allNodesScan(cursor);
        return new LongRows() {
            @Override
            public boolean next() {
                while (cursor.next()) {
                    if ((wanted.length == 0 || hasOne(cursor, wanted)) && !hasOne(cursor, unwanted)) {
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
            if (label >= 0 && cursor.hasLabel(label)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public NodeRows nodes(long[] ids, int from, int to, List<String> labels, List<String> properties) {
        int[] tokensOfLabels = labels.stream().mapToInt(tokens::nodeLabel).toArray();
        return new KernelNodes(
                read, cursors.allocateNodeCursor(context), properties(properties), tokensOfLabels, ids, from, to);
    }

    @Override
    public RelationshipParts relationships(List<String> types, List<String> properties) {
        int[] codes = codes(types);
        return new RelationshipParts() {
            private PartitionedScan<RelationshipScanCursor> parts;
            private boolean allGiven;

            @Override
            public Optional<RelationshipRows> next(Scan reader) {
                KernelScan by = (KernelScan) reader;
                RelationshipScanCursor cursor = by.cursors.allocateRelationshipScanCursor(by.context);
                boolean found;
                if (by.thread == null) {
                    // The transaction's own thread reads all at once, its own changes too.
                    found = !allGiven;
                    by.read.allRelationshipsScan(cursor);
                    allGiven = true;
                } else {
                    if (parts == null) {
                        parts = read.allRelationshipsScan(parts(), context);
                    }
                    found = parts.reservePartition(cursor, by.thread);
                }
                if (!found) {
                    cursor.close();
                    return Optional.empty();
                }
                return Optional.of(new KernelRelationships(cursor, by.properties(properties), codes));
            }
        };
    }

    private int parts() {
        return (int) Math.min(MOST_PARTS, 1 + read.relationshipsGetCount() / PART);
    }

    /** Position of each type token in the types, -1 for others. */
    private int[] codes(List<String> types) {
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
        return codes;
    }

    private KernelProperties properties(List<String> names) {
        int[] keys = names.stream().mapToInt(tokens::propertyKey).toArray();
        return new KernelProperties(keys, keys.length == 0 ? null : cursors.allocatePropertyCursor(context, memory));
    }

    @Override
    public List<Scan> forThreads(int count) {
        if (read.transactionStateHasChanges()) {
            return List.of();
        }
        List<Scan> scans = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                scans.add(new KernelScan(kernel, kernel.createExecutionContext()));
            }
            return scans;
        } catch (IllegalStateException | UnsupportedOperationException e) {
            // A query that already runs in several threads has no contexts to give.
            scans.forEach(Scan::close);
            return List.of();
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.complete();
            thread.close();
        }
    }
}
