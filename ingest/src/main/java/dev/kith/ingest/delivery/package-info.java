/**
 * Rows of files into a database exactly once, whatever ends half-way.
 *
 * <p>A {@link dev.kith.ingest.delivery.Delivery} deals rows into numbered units, the same ones each time the same files
 * are read. Each unit is one transaction, and that transaction also notes the unit's number on the {@code
 * (:KithCursorLane)} of the thread that writes it: a unit is written and noted, or neither. After a kill, of the client or
 * of the server, the next run takes the {@code (:KithCursor)} over, which waits for what is still under way, reads the
 * files again and passes over the units that are noted. Time is linear in the rows; memory holds the units under way.
 */
package dev.kith.ingest.delivery;
