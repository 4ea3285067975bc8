package dev.kith.ingest.delivery;

import dev.kith.ingest.write.WriteMode;

/**
 * What a delivery did. Rows are those written plus those rejected; the delivery has checked it.
 *
 * @param cursor id of the node that says so in the database
 * @param path how rows were sent: {@code cypher}, {@code plugin} or {@code offline}
 * @param rowsByCypher rows that this run has sent as parameters of Cypher, also where the path is another
 * @param rows rows read
 * @param totals what became of them, in all runs of this source together
 * @param rowsBefore rows of units that were committed when this run began
 * @param wasComplete whether all was written before, so that nothing had to be done
 */
public record DeliveryReport(
        String cursor,
        String run,
        String source,
        WriteMode mode,
        String path,
        long rowsByCypher,
        long rows,
        Totals totals,
        long rowsBefore,
        boolean wasComplete,
        double nodeSeconds,
        double relationshipSeconds,
        long retries) {

    /**
     * Rows that were written into a node or a relationship that was there already, of the database or of a row before. Nodes
     * that are made for the ends of relationships are new ones too, and make it less where such are asked for.
     */
    public long merged() {
        return Math.max(0, totals.nodes() - totals.nodesCreated())
                + totals.relationships()
                - totals.relationshipsCreated();
    }

    /** Rows that were written. */
    public long written() {
        return totals.nodes() + totals.relationships();
    }
}
