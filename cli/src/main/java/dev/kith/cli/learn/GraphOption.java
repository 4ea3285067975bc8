package dev.kith.cli.learn;

import dev.kith.cli.database.Credentials;
import dev.kith.cli.database.ProjectionOptions;
import dev.kith.cli.server.ScratchFolder;
import dev.kith.graph.Graph;
import dev.kith.graph.GraphSource;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.ServerAddress;
import dev.kith.ingest.export.GraphExport;
import dev.kith.ingest.export.GraphOrigin;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The graph a command works on: in a folder, or in a server, from which it is exported first. */
public final class GraphOption {
    @Parameters(
            index = "0",
            paramLabel = "GRAPH",
            description = "A graph folder (from kith export), a data set folder, or a server: bolt://HOST:PORT,"
                    + " neo4j://HOST:PORT, or local:DIR for one that 'kith serve' runs.")
    private String graph;

    @Mixin
    private ProjectionOptions projection;

    @Mixin
    private Credentials credentials;

    private GraphOrigin origin;

    /** The opened graph, as the options want it. */
    public Graph open() {
        return ServerAddress.isAddress(graph) ? export() : projection.of(GraphSource.open(Path.of(graph)));
    }

    /**
     * The database that the opened graph came from, now or when its folder was made.
     *
     * @throws dev.kith.graph.KithException where it came from none
     */
    public GraphOrigin origin() {
        return origin == null ? GraphOrigin.of(Path.of(graph)) : origin;
    }

    /** Connects to a server as the same user. */
    public Connection connect(String address) {
        return credentials.connect(address);
    }

    private Graph export() {
        try (Connection connection = credentials.connect(graph);
                ScratchFolder folder = new ScratchFolder("export")) {
            GraphExport.Report report = GraphExport.run(
                    connection,
                    projection.projection(),
                    projection.description(connection.database().name()),
                    folder.path());
            origin = report.origin();
            return report.graph();
        }
    }
}
