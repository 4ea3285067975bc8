package dev.kith.cli.bench;

import dev.kith.graph.RelationshipTable;
import dev.kith.ingest.offline.ImportFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A generated graph for the offline importer: nodes of one label, relationships without properties. Store ids are rows. */
final class GeneratedImport {
    private GeneratedImport() {}

    static ImportFiles write(Path folder, String label, int nodes, RelationshipTable relationships) throws IOException {
        Path nodeFile = folder.resolve("nodes.csv");
        Path relationshipFile = folder.resolve("relationships.csv");
        try (BufferedWriter out = Files.newBufferedWriter(nodeFile)) {
            out.write("id:ID,:LABEL\n");
            for (int node = 0; node < nodes; node++) {
                out.append(Integer.toString(node)).append(',').append(label).append('\n');
            }
        }
        try (BufferedWriter out = Files.newBufferedWriter(relationshipFile)) {
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
        return new ImportFiles(
                List.of(List.of(nodeFile)), List.of(List.of(relationshipFile)), List.of("--id-type=actual"));
    }
}
