package dev.kith.ingest.delivery;

import dev.kith.ingest.write.WriteMode;
import java.nio.file.Path;

/**
 * How a source is to be delivered.
 *
 * @param pipeline keeps this way through the source apart from others
 * @param mode null for CREATE where the labels have no node yet, and MERGE elsewhere
 * @param rejects where rows that are not written are noted; null stops at the first
 * @param rerunChanged whether a source that is not what it was may be written again, with MERGE
 * @param plugin whether the server's procedures may be used
 */
public record DeliveryOptions(
        String pipeline, WriteMode mode, MissingEnd missing, Path rejects, boolean rerunChanged, boolean plugin) {
    /** Stops at the first row that cannot be written. */
    public static DeliveryOptions strict(String pipeline) {
        return new DeliveryOptions(pipeline, null, MissingEnd.FAIL, null, false, true);
    }
}
