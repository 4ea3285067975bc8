package dev.kith.cli.learn;

import dev.kith.gnn.link.LinkScores;
import dev.kith.gnn.train.Model;
import dev.kith.graph.Graph;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.export.GraphOrigin;
import dev.kith.ingest.export.LinkWriter;
import java.util.List;

/**
 * Predicted links as relationships, in the database that the graph came from; where a pair is joined already nothing is
 * written.
 *
 * @param type of the relationships
 * @param property of their probability; {@code score}, {@code commonNeighbours} and {@code runId} stand beside it
 */
public record LinkWriteBack(String type, String property) {

    /** Writes them in one run. The same links are the same run: writing them again changes nothing. */
    public LinkWriter.Report write(
            Connection connection,
            GraphOrigin origin,
            Graph graph,
            Model model,
            String modelSha256,
            LinkScores scores) {
        origin.check(connection);
        String target = model.targetProperty();
        LinkWriter.Rule rule = new LinkWriter.Rule(
                type,
                model.directed(),
                WriteBack.guard(graph.nodes().labels()),
                target.isEmpty() ? graph.relationships().types() : List.of(target));
        ScoredLinks links = new ScoredLinks(graph, scores);
        return LinkWriter.write(
                connection,
                WriteBack.run(graph, model, modelSha256, scores.sha256(), List.of(type, property)),
                rule,
                links.sources(),
                links.targets(),
                links.columns(property));
    }
}
