package dev.kith.ingest.mapping;

import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.ingest.file.BrokenValue;
import dev.kith.ingest.file.Row;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Where the columns of a file stand, and what is in them. */
record ColumnPlaces(Path file, List<String> columns, String elementDelimiter) {
    /** The place of a column; refuses a file that has none, or several, of that name. */
    int place(String column) {
        int place = columns.indexOf(column);
        if (place < 0) {
            throw new KithException(
                    "The file " + file + " has no column '" + column + "'" + Nearest.hint(column, columns));
        }
        if (columns.lastIndexOf(column) != place) {
            throw new KithException("The file " + file + " has two columns '" + column + "'; rename one of them.");
        }
        return place;
    }

    /** A property's value, or null where the cell is empty. */
    Object value(Row.Cells row, int place, ValueType type) throws BrokenValue {
        Object cell = row.cells().get(place);
        if (cell == null) {
            return null;
        }
        try {
            return type.read(cell, elementDelimiter);
        } catch (BrokenValue e) {
            throw new BrokenValue("its column '" + columns.get(place) + "': " + e.getMessage());
        }
    }

    /** A key, which must be there: a number, a text, or a time. */
    Object key(Row.Cells row, int place, ValueType type) throws BrokenValue {
        Object key = value(row, place, type);
        if (key == null || key.equals("")) {
            throw new BrokenValue("its column '" + columns.get(place) + "' is empty");
        }
        if (key instanceof List<?> || key.equals(Double.NaN)) {
            throw new BrokenValue(
                    "its column '" + columns.get(place) + "' is no single value that a node can be known by");
        }
        return key;
    }

    /** Names in a cell, in the file's way to write a list. */
    List<String> names(Row.Cells row, int place) throws BrokenValue {
        Object cell = row.cells().get(place);
        if (cell == null || cell.equals("")) {
            return List.of();
        }
        List<String> names = cell instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : Arrays.asList(cell.toString().split(Pattern.quote(elementDelimiter), -1));
        for (String name : names) {
            checkName(place, name);
        }
        return names;
    }

    /** A name in a cell, which must be there. */
    String name(Row.Cells row, int place) throws BrokenValue {
        Object cell = row.cells().get(place);
        String name = cell == null ? "" : cell.toString();
        checkName(place, name);
        return name;
    }

    private void checkName(int place, String name) throws BrokenValue {
        try {
            dev.kith.ingest.connection.CypherName.quote(name);
        } catch (KithException e) {
            throw new BrokenValue("its column '" + columns.get(place) + "' has no name that Neo4j takes");
        }
    }
}
