package dev.kith.cli.learn;

import dev.kith.gnn.train.Model;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.export.GraphOrigin;
import dev.kith.ingest.export.LinkWriter;
import java.util.List;

/**
 * Predicted links as relationships, in the database that the graph came from.
 *
 * @param type of the relationships
 * @param property of their probability; what else is known of them and {@code runId} stand beside it
 */
public record LinkWriteBack(String type, String property) {

    /** Writes them in one run. The same links are the same run: writing them again changes nothing. */
    public LinkWriter.Report write(
            Connection connection, GraphOrigin origin, Model model, String modelSha256, LinkRows links) {
        origin.check(connection);
        return LinkWriter.write(
                connection,
                WriteBack.run(links.graph(), model, modelSha256, links.sha256(), List.of(type, property)),
                links.rule(type, model),
                links.sources(),
                links.targets(),
                links.columns(property));
    }
}
