package dev.kith.graph.arrow;

import dev.kith.graph.FeatureRequest;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.Split;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * A graph on disk: {@code nodes.arrow}, {@code relationships.arrow} and {@code graph.json}, which is written last: a
 * folder without it was not finished. {@code graph.json} has the SHA-256 of both tables, so that a damaged one is
 * refused whatever was damaged in it.
 */
public final class GraphFolder {
    public static final String NODES = "nodes.arrow";
    public static final String RELATIONSHIPS = "relationships.arrow";
    public static final String DESCRIPTION = "graph.json";

    private GraphFolder() {}

    /**
     * What {@code graph.json} says beside the tables.
     *
     * @param target node property to predict, or null
     * @param source where the graph came from, in the words of who brought it
     */
    public record Description(
            String name, boolean directed, String target, List<String> features, Map<String, String> source) {

        /** The same from somewhere else. */
        public Description from(Map<String, String> other) {
            return new Description(name, directed, target, features, other);
        }
    }

    /** Writes the graph; one that stands there is replaced. */
    public static void write(Graph graph, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve(DESCRIPTION));
            write(folder.resolve(NODES), channel -> TableWriter.write(graph.nodes(), channel));
            write(folder.resolve(RELATIONSHIPS), channel -> TableWriter.write(graph.relationships(), channel));
            GraphDescription.write(
                    folder,
                    graph,
                    new Description(
                            graph.name(),
                            graph.directed(),
                            graph.targetProperty().orElse(null),
                            graph.featureProperties(),
                            Map.of()),
                    TableHashes.begin(folder));
        } catch (IOException e) {
            throw new KithException("The graph could not be written to " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * Completes a folder whose two tables were written from elsewhere, such as a database's stream: reads them, and
     * writes {@code graph.json}.
     */
    public static Graph complete(Path folder, Description description) {
        checkPresent(folder);
        TableHashes hashes = TableHashes.begin(folder);
        Graph graph = tables(folder, description, Map.of());
        try {
            GraphDescription.write(folder, graph, description, hashes);
        } catch (IOException e) {
            throw new KithException("The graph in " + folder + " could not be completed: " + e.getMessage() + ".", e);
        }
        return graph;
    }

    /** Where the graph in a folder came from, as its {@link Description} says; empty where it says nothing. */
    public static Map<String, String> source(Path folder) {
        return GraphDescription.read(folder).description().source();
    }

    /** @throws KithException where the folder holds no graph, or a damaged one, or one of a newer Kith */
    public static Graph read(Path folder) {
        GraphDescription described = GraphDescription.read(folder);
        checkPresent(folder);
        described.checkFiles(folder);
        Graph graph = tables(folder, described.description(), described.splits());
        described.checkCounts(folder, graph);
        return graph;
    }

    private static void checkPresent(Path folder) {
        for (String table : List.of(NODES, RELATIONSHIPS)) {
            if (!Files.isRegularFile(folder.resolve(table))) {
                throw new KithException("The file " + folder.resolve(table) + " is missing; export the graph again.");
            }
        }
    }

    private static Graph tables(Path folder, Description description, Map<String, Split> splits) {
        NodeTable nodes = MappedStream.read(folder.resolve(NODES), TableReader.Nodes::new, TableReader.Nodes::table);
        RelationshipTable relationships = MappedStream.read(
                folder.resolve(RELATIONSHIPS), TableReader.Relationships::new, table -> table.table(nodes.count()));
        checkProperty(folder, nodes, "target", description.target());
        FeatureRequest.read(description.features(), nodes.properties().keySet())
                .forEach(feature -> checkProperty(folder, nodes, "feature", feature));
        return new Graph(
                description.name(),
                description.directed(),
                nodes,
                relationships,
                description.target(),
                description.features(),
                splits);
    }

    private static void checkProperty(Path folder, NodeTable nodes, String role, String property) {
        if (property != null && !nodes.properties().containsKey(property)) {
            throw new KithException("The graph in " + folder + " names the " + role + " '" + property
                    + "', and its nodes have no such property; known: "
                    + nodes.properties().keySet() + ".");
        }
    }

    private static void write(Path file, TableSink sink) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            sink.write(channel);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private interface TableSink {
        void write(FileChannel channel) throws IOException;
    }
}
