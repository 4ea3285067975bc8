package dev.kith.ingest.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.neo4j.driver.Values;
import org.neo4j.driver.types.IsoDuration;
import org.neo4j.driver.types.Point;

/** What a query gives, as JSON that loses nothing: what JSON does not know is an object with the name of its kind. */
final class FetchedValue {
    private static final int COORDINATES_3D = 3;

    private FetchedValue() {}

    /** @throws BrokenValue where it is nothing that a property can hold: half a sentence about what it is */
    static void write(JsonGenerator json, Object value) throws IOException, BrokenValue {
        switch (value) {
            case null -> json.writeNull();
            case Boolean flag -> json.writeBoolean(flag);
            case Long number -> json.writeNumber(number);
            case Double number -> real(json, number);
            case String text -> json.writeString(text);
            case LocalDate date -> tagged(json, "date", date.toString());
            case LocalTime time -> tagged(json, "localtime", time.toString());
            case OffsetTime time -> tagged(json, "time", time.toString());
            case LocalDateTime moment -> tagged(json, "localdatetime", moment.toString());
            case ZonedDateTime moment -> tagged(json, "datetime", moment.toString());
            case IsoDuration duration -> {
                json.writeStartObject();
                json.writeArrayFieldStart("duration");
                for (long part :
                        new long[] {duration.months(), duration.days(), duration.seconds(), duration.nanoseconds()}) {
                    json.writeNumber(part);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            case Point point -> point(json, point);
            case List<?> list -> list(json, list);
            default -> throw new BrokenValue("is " + kind(value) + ", and no column holds one");
        }
    }

    /** About how many characters it has. */
    static long size(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().mapToLong(FetchedValue::size).sum() + list.size();
        }
        return value instanceof String text ? text.length() : 0;
    }

    private static String kind(Object value) {
        return switch (value) {
            case org.neo4j.driver.types.Node node -> "a node";
            case org.neo4j.driver.types.Relationship relationship -> "a relationship";
            case org.neo4j.driver.types.Path path -> "a path";
            case java.util.Map<?, ?> map -> "a map";
            case byte[] bytes -> "an array of bytes";
            default -> "a " + value.getClass().getSimpleName();
        };
    }

    /** JSON has no number that is none. */
    private static void real(JsonGenerator json, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            tagged(json, "double", Double.toString(number));
        }
    }

    private static void tagged(JsonGenerator json, String kind, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField(kind, text);
        json.writeEndObject();
    }

    private static void point(JsonGenerator json, Point point) throws IOException {
        json.writeStartObject();
        json.writeNumberField("srid", point.srid());
        json.writeArrayFieldStart("point");
        json.writeNumber(point.x());
        json.writeNumber(point.y());
        if (!Double.isNaN(point.z())) {
            json.writeNumber(point.z());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void list(JsonGenerator json, List<?> list) throws IOException, BrokenValue {
        json.writeStartArray();
        for (Object element : list) {
            if (element instanceof List<?> || element == null) {
                throw new BrokenValue(
                        element == null
                                ? "is a list with a gap, and no column holds one"
                                : "is a list of lists, and no column holds one");
            }
            write(json, element);
        }
        json.writeEndArray();
    }

    static Object read(JsonNode json) {
        if (json.isNull()) {
            return null;
        } else if (json.isBoolean()) {
            return json.asBoolean();
        } else if (json.isIntegralNumber()) {
            return json.asLong();
        } else if (json.isNumber()) {
            return json.asDouble();
        } else if (json.isTextual()) {
            return json.asText();
        } else if (json.isArray()) {
            List<Object> elements = new ArrayList<>();
            json.forEach(element -> elements.add(read(element)));
            return elements;
        }
        if (json.has("point")) {
            JsonNode at = json.get("point");
            int srid = json.get("srid").asInt();
            double x = at.get(0).asDouble();
            double y = at.get(1).asDouble();
            return (at.size() == COORDINATES_3D
                            ? Values.point(srid, x, y, at.get(2).asDouble())
                            : Values.point(srid, x, y))
                    .asPoint();
        }
        String kind = json.fieldNames().next();
        JsonNode held = json.get(kind);
        String text = held.asText();
        return switch (kind) {
            case "double" -> Double.valueOf(text);
            case "date" -> LocalDate.parse(text);
            case "localtime" -> LocalTime.parse(text);
            case "time" -> OffsetTime.parse(text);
            case "localdatetime" -> LocalDateTime.parse(text);
            case "datetime" -> ZonedDateTime.parse(text);
            case "duration" ->
                Values.isoDuration(
                                held.get(0).asLong(),
                                held.get(1).asLong(),
                                held.get(2).asLong(),
                                held.get(3).asInt())
                        .asIsoDuration();
            default -> throw new IllegalArgumentException("A fetched value of the kind " + kind + ".");
        };
    }
}
