package dev.kith.graph.arrow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph on disk: {@code nodes.arrow}, {@code relationships.arrow} and {@code graph.json}, which is written last: a
 * folder without it was not finished.
 */
public final class GraphFolder {
    public static final String NODES = "nodes.arrow";
    public static final String RELATIONSHIPS = "relationships.arrow";
    public static final String DESCRIPTION = "graph.json";

    private static final String FORMAT = "kith-graph";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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
            describe(
                    folder,
                    graph,
                    new Description(
                            graph.name(),
                            graph.directed(),
                            graph.targetProperty().orElse(null),
                            graph.featureProperties(),
                            Map.of()));
        } catch (IOException e) {
            throw new KithException("The graph could not be written to " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * Completes a folder whose two tables were written from elsewhere, such as a database's stream: reads them, and
     * writes {@code graph.json}.
     */
    public static Graph complete(Path folder, Description description) {
        Graph graph = tables(folder, description, Map.of());
        try {
            describe(folder, graph, description);
        } catch (IOException e) {
            throw new KithException("The graph in " + folder + " could not be completed: " + e.getMessage() + ".", e);
        }
        return graph;
    }

    /** Where the graph in a folder came from, as its {@link Description} says; empty where it says nothing. */
    public static Map<String, String> source(Path folder) {
        Map<String, String> source = new LinkedHashMap<>();
        json(folder)
                .path("source")
                .properties()
                .forEach(e -> source.put(e.getKey(), e.getValue().asText()));
        return source;
    }

    /** @throws KithException where the folder holds no graph, or a damaged one, or one of a newer Kith */
    public static Graph read(Path folder) {
        JsonNode json = json(folder);
        List<String> features = new ArrayList<>();
        json.path("features").forEach(name -> features.add(name.asText()));
        Description description = new Description(
                json.path("name").asText(),
                json.path("directed").asBoolean(),
                json.path("target").isTextual() ? json.path("target").asText() : null,
                features,
                Map.of());
        Map<String, Split> splits = new LinkedHashMap<>();
        json.path("splits").properties().forEach(e -> splits.put(e.getKey(), split(e.getKey(), e.getValue())));
        Graph graph = tables(folder, description, splits);
        int nodes = json.path("nodes").asInt();
        int relationships = json.path("relationships").asInt();
        if (graph.nodeCount() != nodes || graph.relationships().count() != relationships) {
            throw new KithException("The tables in " + folder + " have " + graph.nodeCount() + " nodes and "
                    + graph.relationships().count() + " relationships, graph.json says " + nodes + " and "
                    + relationships + "; export the graph again.");
        }
        graph.splits().values().forEach(split -> check(split, nodes, folder));
        return graph;
    }

    private static JsonNode json(Path folder) {
        Path file = folder.resolve(DESCRIPTION);
        JsonNode json;
        try {
            json = JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new KithException("The file " + file + " cannot be read as JSON: " + e.getMessage() + ".", e);
        }
        if (json == null || !json.path("format").asText().equals(FORMAT)) {
            throw new KithException("The file " + file + " does not describe a graph of Kith's.");
        }
        int version = json.path("version").asInt();
        if (version != VERSION) {
            throw new KithException("The graph in " + folder + " has format version " + version + ", this Kith reads "
                    + VERSION + "; use the Kith that wrote it, or export the graph again.");
        }
        return json;
    }

    private static Graph tables(Path folder, Description description, Map<String, Split> splits) {
        NodeTable nodes =
                MappedStream.read(folder.resolve(NODES), TableReader.Nodes::new).table();
        RelationshipTable relationships = MappedStream.read(
                        folder.resolve(RELATIONSHIPS), TableReader.Relationships::new)
                .table(nodes.count());
        return new Graph(
                description.name(),
                description.directed(),
                nodes,
                relationships,
                description.target(),
                description.features(),
                splits);
    }

    private static void describe(Path folder, Graph graph, Description description) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT);
        json.put("version", VERSION);
        json.put("name", description.name());
        json.put("directed", description.directed());
        json.put("nodes", graph.nodeCount());
        json.put("relationships", graph.relationships().count());
        json.put("target", description.target());
        description.features().forEach(json.putArray("features")::add);
        json.put("fingerprint", graph.fingerprint());
        description.source().forEach(json.putObject("source")::put);
        ObjectNode splits = json.putObject("splits");
        graph.splits().values().forEach(split -> {
            ObjectNode sets = splits.putObject(split.name());
            sets.set("train", JSON.valueToTree(split.train()));
            sets.set("validation", JSON.valueToTree(split.validation()));
            sets.set("test", JSON.valueToTree(split.test()));
        });
        Path file = folder.resolve(DESCRIPTION);
        Path unfinished = folder.resolve(DESCRIPTION + ".unfinished");
        Files.write(unfinished, JSON.writeValueAsBytes(json));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Split split(String name, JsonNode sets) {
        return new Split(
                name,
                JSON.convertValue(sets.path("train"), int[].class),
                JSON.convertValue(sets.path("validation"), int[].class),
                JSON.convertValue(sets.path("test"), int[].class));
    }

    private static void check(Split split, int nodes, Path folder) {
        for (int[] rows : List.of(split.train(), split.validation(), split.test())) {
            for (int row : rows) {
                if (row < 0 || row >= nodes) {
                    throw new KithException("The split '" + split.name() + "' in " + folder + " names node " + row
                            + ", and there are " + nodes + ".");
                }
            }
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
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private interface TableSink {
        void write(FileChannel channel) throws IOException;
    }
}
