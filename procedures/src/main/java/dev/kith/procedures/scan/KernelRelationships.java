// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.scan;

import org.neo4j.internal.kernel.api.RelationshipScanCursor;

/** The relationships a cursor passes, those of other types left out. */
final class KernelRelationships implements Scan.RelationshipRows {
    private final RelationshipScanCursor cursor;
    private final KernelProperties properties;
    private final int[] codes;
    private int type;

    /** @param codes position of each type token in the asked types, -1 for others */
    KernelRelationships(RelationshipScanCursor cursor, KernelProperties properties, int[] codes) {
        this.cursor = cursor;
        this.properties = properties;
        this.codes = codes;
    }

    @Override
    public boolean next() {
        while (cursor.next()) {
            int token = cursor.type();
            if (token < codes.length && codes[token] >= 0) {
                type = codes[token];
                properties.read(cursor);
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
        return properties.value(position);
    }

    @Override
    public void close() {
        properties.close();
        cursor.close();
    }
}
