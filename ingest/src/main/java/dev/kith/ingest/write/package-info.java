/**
 * Writing into Neo4j through its Java Driver.
 *
 * <p>An {@link dev.kith.ingest.write.Ingester} makes the uniqueness constraints, then writes nodes, then relationships,
 * in managed transactions of 10,000 rows with two writers, and at the end compares the rows it read with the entities
 * the database has. A node {@code (:KithIngest)} stands there from the beginning and says at the end that the ingest is
 * complete, or that it failed and what is there is a part. Two writers never hold the same node: rows are dealt into buckets by the parts of the key space
 * their two endpoints fall in, and {@link dev.kith.ingest.write.DisjointQueue} gives out only buckets that share no part
 * with one being written. Time is linear in the rows; memory holds the batches under way.
 */
package dev.kith.ingest.write;
