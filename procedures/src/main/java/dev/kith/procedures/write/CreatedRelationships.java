// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import java.util.Arrays;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.Transaction;

/** The relationships that a run created in one transaction, by store id, in {@code created} of a {@link RunPart}. */
final class CreatedRelationships {
    private static final String CREATED = "created";

    private long[] ids = new long[16];
    private int count;

    @SuppressWarnings("removal") // parts hold store ids, as predictions do
    void add(Relationship relationship) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count++] = relationship.getId();
    }

    boolean isEmpty() {
        return count == 0;
    }

    void save(Node part) {
        if (count > 0) {
            part.setProperty(CREATED, Arrays.copyOf(ids, count));
        }
    }

    /**
     * Deletes those of a part.
     *
     * @return how many, and how many are gone or somebody else's by now: ids are used again
     */
    static long[] delete(Transaction transaction, Node part, String runId) {
        long[] counts = new long[2];
        for (long id : (long[]) part.getProperty(CREATED, new long[0])) {
            counts[delete(transaction, id, runId) ? 0 : 1]++;
        }
        return counts;
    }

    @SuppressWarnings("removal") // parts hold store ids, as predictions do
    private static boolean delete(Transaction transaction, long id, String runId) {
        try {
            Relationship relationship = transaction.getRelationshipById(id);
            if (!runId.equals(relationship.getProperty(RelationshipWriter.RUN_ID, null))) {
                return false;
            }
            relationship.delete();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }
}
