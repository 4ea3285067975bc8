// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.scan;

import org.neo4j.internal.kernel.api.NodeCursor;
import org.neo4j.internal.kernel.api.Read;
import org.neo4j.internal.kernel.api.TokenSet;

/** Given nodes, each looked up by its id. */
final class KernelNodes implements Scan.NodeRows {
    private final Read read;
    private final NodeCursor cursor;
    private final KernelProperties properties;
    private final int[] labels;
    private final int[] found;
    private final long[] ids;
    private final int to;
    private int row;
    private int count;

    /** @param labels tokens of the asked labels */
    KernelNodes(Read read, NodeCursor cursor, KernelProperties properties, int[] labels, long[] ids, int from, int to) {
        this.read = read;
        this.cursor = cursor;
        this.properties = properties;
        this.labels = labels;
        this.found = new int[labels.length];
        this.ids = ids;
        this.row = from - 1;
        this.to = to;
    }

    @Override
    public boolean next() {
        if (++row >= to) {
            return false;
        }
        read.singleNode(ids[row], cursor);
        count = 0;
        if (cursor.next()) {
            TokenSet has = cursor.labels();
            for (int l = 0; l < labels.length; l++) {
                if (has.contains(labels[l])) {
                    found[count++] = l;
                }
            }
            properties.read(cursor);
        } else {
            properties.clear();
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
        return properties.value(position);
    }

    @Override
    public void close() {
        properties.close();
        cursor.close();
    }
}
