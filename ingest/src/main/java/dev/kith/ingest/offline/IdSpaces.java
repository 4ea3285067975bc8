package dev.kith.ingest.offline;

import dev.kith.ingest.source.NodeKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The spaces in which the importer looks for the ends of relationships: one for each key of nodes. */
final class IdSpaces {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_]+");

    private record Space(String name, String type) {}

    private final Map<NodeKey, Space> spaces = new LinkedHashMap<>();

    /** Notes a node's key; all of one space are texts, or all are whole numbers. */
    void add(NodeKey key, Object value) throws ImportCell.Unfit {
        Space space = spaces.get(key);
        if (space == null) {
            String type = ImportCell.type(value);
            if (!type.equals("long") && !type.equals("string")) {
                throw new ImportCell.Unfit("a key that is neither a whole number nor a text");
            }
            ImportTable.name(key.property());
            spaces.put(key, new Space(name(key.label(), spaces.size()), type));
        } else if (!space.type().equals(ImportCell.type(value))) {
            throw new ImportCell.Unfit("keys of :%s of which some are numbers and some texts".formatted(key.label()));
        }
    }

    /** The importer's complaints name it: so the label, where that can be a name and is not that of another space. */
    private String name(String label, int number) {
        boolean free = spaces.values().stream().noneMatch(space -> space.name().equals(label));
        return free && PLAIN.matcher(label).matches() ? label : "space " + number;
    }

    boolean has(NodeKey key) {
        return spaces.containsKey(key);
    }

    String name(NodeKey key) {
        return spaces.get(key).name();
    }

    /** The column that holds the keys. */
    String id(NodeKey key) {
        Space space = spaces.get(key);
        return "%s:ID(%s){id-type:%s}".formatted(key.property(), space.name(), space.type());
    }
}
