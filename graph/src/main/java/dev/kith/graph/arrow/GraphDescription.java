package dev.kith.graph.arrow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file {@code graph.json}.
 *
 * @param sha256 hash of each table's file; a file that is not named is not checked
 */
record GraphDescription(
        GraphFolder.Description description,
        int nodes,
        int relationships,
        Map<String, Split> splits,
        Map<String, String> sha256) {
    private static final String FORMAT = "kith-graph";
    private static final int VERSION = 1;
    private static final long MOST_BYTES = 1L << 30;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static GraphDescription read(Path folder) {
        Path file = folder.resolve(GraphFolder.DESCRIPTION);
        if (!Files.isRegularFile(file)) {
            throw new KithException("The graph in " + folder
                    + " is not complete: graph.json, which is written last, is missing. Export it again.");
        }
        JsonNode json = json(file);
        if (!json.path("format").asText().equals(FORMAT)) {
            throw new KithException("The file " + file + " does not describe a graph of Kith's.");
        }
        int version = json.path("version").asInt();
        if (version != VERSION) {
            throw new KithException("The graph in " + folder + " has format version " + version + ", this Kith reads "
                    + VERSION + "; use the Kith that wrote it, or export the graph again.");
        }
        List<String> features = new ArrayList<>();
        json.path("features").forEach(name -> features.add(name.asText()));
        int nodes = count(file, json, "nodes");
        Map<String, Split> splits = new LinkedHashMap<>();
        json.path("splits")
                .properties()
                .forEach(e -> splits.put(e.getKey(), new SplitReader(file, e.getKey(), nodes).read(e.getValue())));
        return new GraphDescription(
                new GraphFolder.Description(
                        json.path("name").asText(),
                        flag(file, json, "directed"),
                        json.path("target").isTextual() ? json.path("target").asText() : null,
                        features,
                        texts(json.path("source"))),
                nodes,
                count(file, json, "relationships"),
                splits,
                texts(json.path("sha256")));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }

    private static int count(Path file, JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (!value.isInt() || value.asInt() < 0) {
            throw new KithException(
                    "The file " + file + " does not say how many " + key + " there are; export the graph again.");
        }
        return value.asInt();
    }

    private static boolean flag(Path file, JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (!value.isBoolean()) {
            throw new KithException(
                    "The file " + file + " must say whether the graph is " + key + ", true or false; correct it.");
        }
        return value.asBoolean();
    }

    private static JsonNode json(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new KithException("The file " + file + " has " + Files.size(file)
                        + " bytes, more than the description of a graph can have; export the graph again.");
            }
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new KithException("The file " + file + " cannot be read as JSON: " + e.getMessage() + ".", e);
        }
    }

    /** @throws KithException where a table is not the one that was described */
    void checkFiles(Path folder) {
        sha256.forEach((name, expected) -> {
            boolean isTable = name.equals(GraphFolder.NODES) || name.equals(GraphFolder.RELATIONSHIPS);
            if (isTable && !FileHash.of(folder.resolve(name)).equals(expected)) {
                throw new KithException("The file " + folder.resolve(name)
                        + " is damaged: it is not the one that graph.json describes. Export the graph again.");
            }
        });
    }

    /** @throws KithException where the tables have other sizes than described */
    void checkCounts(Path folder, Graph graph) {
        if (graph.nodeCount() != nodes || graph.relationships().count() != relationships) {
            throw new KithException("The tables in " + folder + " have " + graph.nodeCount() + " nodes and "
                    + graph.relationships().count() + " relationships, graph.json says " + nodes + " and "
                    + relationships + "; export the graph again.");
        }
    }

    /** Writes the file beside the finished tables. */
    static void write(Path folder, Graph graph, GraphFolder.Description description, TableHashes hashes)
            throws IOException {
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
        json.putObject("sha256")
                .put(GraphFolder.NODES, hashes.nodes())
                .put(GraphFolder.RELATIONSHIPS, hashes.relationships());
        ObjectNode splits = json.putObject("splits");
        graph.splits().values().forEach(split -> {
            ObjectNode sets = splits.putObject(split.name());
            sets.set("train", JSON.valueToTree(split.train()));
            sets.set("validation", JSON.valueToTree(split.validation()));
            sets.set("test", JSON.valueToTree(split.test()));
        });
        Path file = folder.resolve(GraphFolder.DESCRIPTION);
        Path unfinished = folder.resolve(GraphFolder.DESCRIPTION + ".unfinished");
        Files.write(unfinished, JSON.writeValueAsBytes(json));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads one split and holds it against the number of nodes. */
    private record SplitReader(Path file, String name, int nodes) {
        Split read(JsonNode sets) {
            Split split =
                    new Split(name, rows(sets.path("train")), rows(sets.path("validation")), rows(sets.path("test")));
            checkDisjoint(split.train(), split.validation());
            checkDisjoint(split.train(), split.test());
            checkDisjoint(split.validation(), split.test());
            return split;
        }

        private int[] rows(JsonNode set) {
            if (!set.isArray()) {
                throw refuse("lacks one of train, validation and test");
            }
            int[] rows = new int[set.size()];
            for (int k = 0; k < rows.length; k++) {
                JsonNode row = set.get(k);
                if (!row.isInt() || row.asInt() < 0 || row.asInt() >= nodes) {
                    throw refuse("names node " + row + ", and there are " + nodes);
                }
                if (k > 0 && row.asInt() <= rows[k - 1]) {
                    throw refuse("does not name its nodes in ascending order");
                }
                rows[k] = row.asInt();
            }
            return rows;
        }

        private void checkDisjoint(int[] a, int[] b) {
            for (int i = 0, j = 0; i < a.length && j < b.length; ) {
                if (a[i] == b[j]) {
                    throw refuse("has node " + a[i] + " in two sets");
                } else if (a[i] < b[j]) {
                    i++;
                } else {
                    j++;
                }
            }
        }

        private KithException refuse(String what) {
            return new KithException(
                    "The split '" + name + "' in " + file + " " + what + "; correct it, or export the graph again.");
        }
    }
}
