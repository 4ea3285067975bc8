package dev.kith.cli.server;

import dev.kith.graph.KithException;
import dev.kith.graph.RelationshipTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Fills the home of a server that was never started with nodes of one label and the relationships between them, by
 * Neo4j's offline importer: ten times as fast as transactions, for benchmarks. Store ids are rows.
 */
public final class OfflineImport {
    private static final int SECONDS = 1_800;

    private OfflineImport() {}

    /**
     * @param label of all nodes
     * @param nodes how many
     * @param relationships between them; properties are left out
     * @throws KithException where the importer fails
     */
    public static void run(ServerSettings settings, String label, int nodes, RelationshipTable relationships) {
        try (ServerHome home = ServerHome.open(settings.home())) {
            home.prepare(settings, 0);
            Path folder = Files.createTempDirectory(home.folder(), "import");
            Path nodeFile = folder.resolve("nodes.csv");
            Path relationshipFile = folder.resolve("relationships.csv");
            write(nodeFile, nodes);
            write(relationshipFile, relationships);
            AdminTool.run(
                    settings,
                    home,
                    "import",
                    List.of(
                            "database",
                            "import",
                            "full",
                            "neo4j",
                            "--id-type=actual",
                            "--report-file=" + home.folder().resolve("logs/import.report"),
                            "--nodes=" + label + "=" + nodeFile,
                            "--relationships=" + relationshipFile),
                    SECONDS,
                    "The graph could not be imported.");
            Files.delete(nodeFile);
            Files.delete(relationshipFile);
            Files.delete(folder);
        } catch (IOException e) {
            throw new KithException("The graph could not be written to " + settings.home() + ": " + e + ".", e);
        }
    }

    private static void write(Path file, int nodes) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id:ID\n");
            for (int node = 0; node < nodes; node++) {
                out.append(Integer.toString(node)).append('\n');
            }
        }
    }

    private static void write(Path file, RelationshipTable relationships) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(":START_ID,:END_ID,:TYPE\n");
            for (int e = 0; e < relationships.count(); e++) {
                out.append(Integer.toString(relationships.source()[e]))
                        .append(',')
                        .append(Integer.toString(relationships.target()[e]))
                        .append(',')
                        .append(relationships.types().get(relationships.type()[e]))
                        .append('\n');
            }
        }
    }
}
