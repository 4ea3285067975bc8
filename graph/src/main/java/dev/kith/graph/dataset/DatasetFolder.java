package dev.kith.graph.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.Split;
import dev.kith.graph.column.Capacity;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a data set folder. The class of a node becomes the property {@code label}: the class's name where the names are
 * known and different, else its number. Every node has the label {@code Node}, every relationship the type {@code EDGE}.
 */
public final class DatasetFolder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_META_BYTES = 64L << 20;
    private static final String WEIGHT = "weight";
    private static final Pattern SPLIT_FILE = Pattern.compile("splits/([A-Za-z0-9_.-]+)\\.csv\\.gz");

    private DatasetFolder() {}

    /** @throws KithException naming file and line of what does not fit */
    public static Graph read(Path folder) {
        JsonNode meta = meta(folder.resolve("meta.json"));
        Map<String, Column> properties = new LinkedHashMap<>();
        int nodes = nodes(folder.resolve("nodes.csv.gz"), meta, properties);
        RelationshipTable relationships = edges(folder.resolve("edges.csv.gz"), meta, nodes);
        Map<String, Split> splits = new LinkedHashMap<>();
        for (JsonNode split : meta.path("splits")) {
            String file = split.path("file").asText();
            Matcher named = SPLIT_FILE.matcher(file);
            if (!named.matches()) {
                throw new KithException("The file " + folder.resolve("meta.json") + " names the split file '" + file
                        + "'; it must be splits/NAME.csv.gz. Correct it.");
            }
            splits.put(named.group(1), split(folder.resolve(file), named.group(1), nodes));
        }
        long[] ids = new long[nodes];
        Arrays.setAll(ids, i -> i);
        boolean labelled = meta.path("class_sizes").size() > 0;
        List<String> features = properties.containsKey("features") ? List.of("features") : List.of();
        return new Graph(
                meta.path("name").asText(String.valueOf(folder.getFileName())),
                meta.path("directed").asBoolean(),
                new NodeTable(new LongColumn(ids, null), NodeLabels.all("Node", nodes), properties),
                relationships,
                labelled ? "label" : null,
                features,
                splits);
    }

    private static JsonNode meta(Path file) {
        try {
            if (Files.size(file) > MOST_META_BYTES) {
                throw new KithException("The file " + file + " has " + Files.size(file)
                        + " bytes, more than the description of a data set can have; fetch it again.");
            }
            JsonNode meta = JSON.readTree(Files.readAllBytes(file));
            if (!meta.isObject()) {
                throw new KithException("The file " + file + " is not a JSON object; fetch it again.");
            }
            if (!meta.path("directed").isBoolean()) {
                throw new KithException(
                        "The file " + file + " must say whether edges are directed, true or false; add" + " it.");
            }
            return meta;
        } catch (IOException e) {
            throw new KithException("The file " + file + " cannot be read as JSON: " + e.getMessage() + ".", e);
        }
    }

    /** How many rows meta.json says that there are. */
    private static int expected(JsonNode meta, String what) {
        return meta.path("counts").path(what).asInt(GzipCsv.ANY_NUMBER);
    }

    private static int nodes(Path file, JsonNode meta, Map<String, Column> properties) {
        JsonNode kind = meta.path("features");
        FeatureColumn features = FeatureColumn.of(
                kind.path("kind").asText("none"), kind.path("dimension").asInt(0));
        List<String> labels = new ArrayList<>();
        List<List<String>> others = new ArrayList<>();
        try (GzipCsv csv = new GzipCsv(file, List.of("id", "label", "features"), expected(meta, "nodes"))) {
            for (int c = 3; c < csv.header().size(); c++) {
                others.add(new ArrayList<>());
            }
            int row = 0;
            for (CsvRecord record = csv.next(); record != null; record = csv.next(), row++) {
                int id = csv.whole(record.getField(0), "id");
                if (id != row) {
                    String what = id < row ? "the id " + id + " stands twice" : "the id " + row + " is left out";
                    throw csv.refuse(what, "row k of the file must have the id k");
                }
                labels.add(record.getField(1));
                features.add(csv, record.getField(2));
                for (int c = 0; c < others.size(); c++) {
                    others.get(c).add(record.getField(c + 3));
                }
            }
            properties.put("label", ClassColumn.of(csv, labels, meta));
            Column column = features.column();
            if (column != null) {
                properties.put("features", column);
            }
            for (int c = 0; c < others.size(); c++) {
                properties.put(csv.header().get(c + 3), TypedColumn.of(others.get(c)));
            }
            return row;
        }
    }

    private static RelationshipTable edges(Path file, JsonNode meta, int nodes) {
        int[] source = new int[0];
        int[] target = new int[0];
        int count = 0;
        Map<String, Column> properties = new LinkedHashMap<>();
        try (GzipCsv csv = new GzipCsv(file, List.of("source", "target"), expected(meta, "edges"))) {
            List<List<String>> others = new ArrayList<>();
            for (int c = 2; c < csv.header().size(); c++) {
                others.add(new ArrayList<>());
            }
            for (CsvRecord record = csv.next(); record != null; record = csv.next()) {
                source = Capacity.grown(source, count + 1L);
                target = Capacity.grown(target, count + 1L);
                source[count] = end(csv, record.getField(0), "source", nodes);
                target[count++] = end(csv, record.getField(1), "target", nodes);
                for (int c = 0; c < others.size(); c++) {
                    String text = record.getField(c + 2);
                    if (csv.header().get(c + 2).equals(WEIGHT) && !text.isEmpty()) {
                        csv.finite(text, WEIGHT);
                    }
                    others.get(c).add(text);
                }
            }
            for (int c = 0; c < others.size(); c++) {
                String name = csv.header().get(c + 2);
                properties.put(
                        name, name.equals(WEIGHT) ? TypedColumn.numbers(others.get(c)) : TypedColumn.of(others.get(c)));
            }
        }
        return new RelationshipTable(
                Arrays.copyOf(source, count),
                Arrays.copyOf(target, count),
                new short[count],
                List.of("EDGE"),
                properties);
    }

    private static int end(GzipCsv csv, String text, String column, int nodes) {
        int node = csv.whole(text, column);
        if (node < 0 || node >= nodes) {
            throw csv.refuse(
                    "the " + column + " " + node + " is no node",
                    "the ids run from 0 to " + (nodes - 1) + ": add the node or remove the line");
        }
        return node;
    }

    private static Split split(Path file, String name, int nodes) {
        byte[] set = new byte[nodes];
        try (GzipCsv csv = new GzipCsv(file, List.of("id", "set"), GzipCsv.ANY_NUMBER)) {
            for (CsvRecord record = csv.next(); record != null; record = csv.next()) {
                int id = end(csv, record.getField(0), "id", nodes);
                if (set[id] != 0) {
                    throw csv.refuse("the id " + id + " stands twice", "a node is in one set at most");
                }
                set[id] = switch (record.getField(1)) {
                    case "train" -> 1;
                    case "val" -> 2;
                    case "test" -> 3;
                    default ->
                        throw csv.refuse("the set '" + record.getField(1) + "' is unknown", "use train, val or test");
                };
            }
        }
        return Split.of(name, set);
    }
}
