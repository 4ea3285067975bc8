package dev.kith.ingest.offline;

import dev.kith.ingest.mapping.Entity;
import dev.kith.ingest.mapping.Shape;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Entities of one shape whose values are of the same types. The types are known when all of them are written: so the
 * header is a file of its own.
 */
final class ImportTable {
    /** What a header can hold as a name: the others mean something there. */
    private static final Pattern NAME = Pattern.compile("[^:{}()\\[\\]\"'|\\p{Cntrl}]+");

    private final Shape shape;
    private final Path header;
    private final Path data;
    private final String[] types;
    private final BufferedWriter writer;

    ImportTable(Shape shape, Path folder, int number) throws IOException {
        this.shape = shape;
        header = folder.resolve("header-" + number + ".csv");
        data = folder.resolve("data-" + number + ".csv");
        types = new String[shape.properties().size()];
        writer = Files.newBufferedWriter(data);
    }

    Shape shape() {
        return shape;
    }

    /** Whether each value has the type of its column, or is the first one there. */
    boolean takes(Entity entity) throws ImportCell.Unfit {
        for (int p = 0; p < types.length; p++) {
            Object value = entity.values()[shape.keys() + p];
            if (value != null && types[p] != null && !types[p].equals(ImportCell.type(value))) {
                return false;
            }
        }
        return true;
    }

    void add(Entity entity) throws IOException, ImportCell.Unfit {
        StringBuilder row = new StringBuilder();
        for (int key = 0; key < shape.keys(); key++) {
            row.append(ImportCell.text(entity.values()[key])).append(',');
        }
        for (int p = 0; p < types.length; p++) {
            Object value = entity.values()[shape.keys() + p];
            if (value != null && types[p] == null) {
                types[p] = ImportCell.type(value);
            }
            row.append(ImportCell.text(value)).append(',');
        }
        row.append(
                switch (shape) {
                    case Shape.Nodes nodes -> ImportCell.labels(nodes.labels());
                    case Shape.Relationships relationships -> ImportCell.quoted(relationships.type());
                });
        writer.append(row).append('\n');
    }

    /** The two files, header first. */
    List<Path> files() {
        return List.of(header, data);
    }

    /** Writes the header. */
    void close(IdSpaces ids) throws IOException, ImportCell.Unfit {
        writer.close();
        List<String> fields = new ArrayList<>();
        switch (shape) {
            case Shape.Nodes nodes -> fields.add(ids.id(nodes.key()));
            case Shape.Relationships relationships -> {
                fields.add(":START_ID(" + ids.name(relationships.source()) + ")");
                fields.add(":END_ID(" + ids.name(relationships.target()) + ")");
            }
        }
        for (int p = 0; p < types.length; p++) {
            fields.add(types[p] == null ? ":IGNORE" : name(shape.properties().get(p)) + ":" + types[p]);
        }
        fields.add(shape instanceof Shape.Nodes ? ":LABEL" : ":TYPE");
        Files.writeString(header, String.join(",", fields) + "\n");
    }

    /** A property's name, where a header can hold it. */
    static String name(String property) throws ImportCell.Unfit {
        if (!NAME.matcher(property).matches() || property.contains(",")) {
            throw new ImportCell.Unfit("the name '" + property + "' of a property");
        }
        return property;
    }
}
