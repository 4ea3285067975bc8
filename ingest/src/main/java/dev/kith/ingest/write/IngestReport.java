package dev.kith.ingest.write;

/**
 * What an ingest did.
 *
 * @param id of the node {@code (:KithIngest)} that says so in the database
 * @param nodes rows read
 * @param relationships rows read
 * @param nodesCreated nodes that were not there before
 * @param relationshipsCreated relationships that were not there before
 * @param retries transactions that the server asked to repeat
 */
public record IngestReport(
        String id,
        String source,
        WriteMode mode,
        long nodes,
        long relationships,
        long nodesCreated,
        long relationshipsCreated,
        double nodeSeconds,
        double relationshipSeconds,
        long retries) {

    public double nodesPerSecond() {
        return nodes / Math.max(nodeSeconds, 1e-9);
    }

    public double relationshipsPerSecond() {
        return relationships / Math.max(relationshipSeconds, 1e-9);
    }
}
