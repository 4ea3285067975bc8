package dev.kith.ingest.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object of values that a property can hold: numbers, texts, booleans, and lists of them. */
final class JsonObject {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(JsonLines.MOST_BYTES_OF_A_LINE)
                    .build())
            .build();

    private JsonObject() {}

    static Map<String, Object> parse(String text) throws BrokenValue {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new BrokenValue("it is no JSON object");
            }
            Map<String, Object> values = new LinkedHashMap<>();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                checkText(name, name);
                json.nextToken();
                values.put(name, value(name, json));
            }
            if (json.nextToken() != null) {
                throw new BrokenValue("something stands behind its JSON object");
            }
            return values;
        } catch (IOException e) {
            throw new BrokenValue("it is no JSON object: " + firstLine(e));
        }
    }

    private static String firstLine(IOException e) {
        String message = e instanceof com.fasterxml.jackson.core.JacksonException json
                ? json.getOriginalMessage()
                : e.getMessage();
        return message.lines().findFirst().orElse("it ends too early");
    }

    private static Object value(String name, JsonParser json) throws IOException, BrokenValue {
        return switch (json.currentToken()) {
            case START_ARRAY -> list(name, json);
            case START_OBJECT ->
                throw new BrokenValue("its field '" + name
                        + "' is an object, and a property holds none; give its parts fields of their own");
            default -> scalar(name, json);
        };
    }

    private static List<Object> list(String name, JsonParser json) throws IOException, BrokenValue {
        List<Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_ARRAY || json.currentToken() == JsonToken.START_OBJECT) {
                throw new BrokenValue(
                        "its field '" + name + "' is a list of lists or objects, and a property holds none");
            }
            elements.add(scalar(name, json));
        }
        return elements;
    }

    private static Object scalar(String name, JsonParser json) throws IOException, BrokenValue {
        return switch (json.currentToken()) {
            case VALUE_STRING -> checkText(name, json.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_FLOAT -> finite(name, json.getDoubleValue());
            case VALUE_NUMBER_INT -> whole(name, json);
            default -> throw new BrokenValue("its field '" + name + "' has no value");
        };
    }

    /** Half a pair of escapes is no character, and whoever writes it as UTF-8 makes a question mark of it. */
    private static String checkText(String name, String text) throws BrokenValue {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new BrokenValue("its field '%s' has half a character, \\u%04x".formatted(name, (int) c));
            }
        }
        return text;
    }

    private static Double finite(String name, double number) throws BrokenValue {
        if (Double.isInfinite(number)) {
            throw new BrokenValue("the number of its field '" + name + "' is larger than any that is stored");
        }
        return number;
    }

    private static Long whole(String name, JsonParser json) throws IOException, BrokenValue {
        return switch (json.getNumberType()) {
            case INT, LONG -> json.getLongValue();
            default -> throw new BrokenValue("the whole number of its field '" + name + "' has more than 64 bits");
        };
    }
}
