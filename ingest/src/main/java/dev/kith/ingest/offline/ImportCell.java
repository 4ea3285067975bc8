package dev.kith.ingest.offline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.neo4j.driver.types.IsoDuration;
import org.neo4j.driver.types.Point;

/** Values of properties as the importer's columns hold them. */
final class ImportCell {
    /** Between the elements of a list; a text that has it in it cannot be one of them. */
    private static final char BETWEEN = '\u001F';

    static final String BETWEEN_OPTION = "U+001F";

    private static final Map<Integer, String> REFERENCE_SYSTEMS =
            Map.of(7203, "cartesian", 9157, "cartesian-3d", 4326, "wgs-84", 4979, "wgs-84-3d");

    private ImportCell() {}

    /** A value that the importer's files cannot hold; the message says of it why. */
    static final class Unfit extends Exception {
        Unfit(String why) {
            super(why);
        }
    }

    /** The type of the column that holds {@code value}, as a header names it. */
    static String type(Object value) throws Unfit {
        if (!(value instanceof List<?> list)) {
            return scalar(value);
        }
        if (list.isEmpty()) {
            throw new Unfit("an empty list");
        }
        return scalar(list.getFirst()) + "[]";
    }

    private static String scalar(Object value) throws Unfit {
        return switch (value) {
            case Long ignored -> "long";
            case Double ignored -> "double";
            case Boolean ignored -> "boolean";
            case String ignored -> "string";
            case LocalDate ignored -> "date";
            case LocalTime ignored -> "localtime";
            case OffsetTime ignored -> "time";
            case LocalDateTime ignored -> "localdatetime";
            case ZonedDateTime ignored -> "datetime";
            case IsoDuration ignored -> "duration";
            case Point ignored -> "point";
            default -> throw new Unfit("a value of the kind " + value.getClass().getSimpleName());
        };
    }

    /** The value between quotes; a gap is nothing at all, which is not the empty text. */
    static String text(Object value) throws Unfit {
        if (value == null) {
            return "";
        }
        if (value instanceof List<?> list) {
            StringBuilder all = new StringBuilder();
            for (Object element : list) {
                String one = plain(element);
                if (one.isEmpty() || one.indexOf(BETWEEN) >= 0) {
                    throw new Unfit("a list with " + (one.isEmpty() ? "an empty text" : "the character U+001F"));
                }
                all.append(all.isEmpty() ? "" : BETWEEN).append(one);
            }
            return quoted(all.toString());
        }
        return quoted(plain(value));
    }

    static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String plain(Object value) {
        return value instanceof Point point ? point(point) : value.toString();
    }

    private static String point(Point point) {
        String height = Double.isNaN(point.z()) ? "" : ",z:" + point.z();
        return String.format(
                Locale.ROOT, "{x:%s,y:%s%s,crs:%s}", point.x(), point.y(), height, REFERENCE_SYSTEMS.get(point.srid()));
    }

    /** Labels in the column that has them. */
    static String labels(List<String> labels) throws Unfit {
        for (String label : labels) {
            if (label.indexOf(BETWEEN) >= 0) {
                throw new Unfit("a label with the character U+001F");
            }
        }
        return quoted(labels.stream().collect(Collectors.joining(String.valueOf(BETWEEN))));
    }
}
