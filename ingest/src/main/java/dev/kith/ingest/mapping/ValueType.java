package dev.kith.ingest.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.ingest.file.BrokenValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a property holds: one of {@link Scalar}, or a list of it, written {@code float[]}. The names are those of {@code
 * neo4j-admin}; {@code any} takes what a typed file has as it is.
 */
public record ValueType(Scalar scalar, boolean list) {
    public static final ValueType ANY = new ValueType(Scalar.ANY, false);
    public static final ValueType STRING = new ValueType(Scalar.STRING, false);
    private static final String LIST = "[]";

    /** The type of such a name, if there is one. */
    public static Optional<ValueType> find(String name) {
        boolean list = name.endsWith(LIST);
        String scalar = list ? name.substring(0, name.length() - LIST.length()) : name;
        return Arrays.stream(Scalar.values())
                .filter(candidate -> candidate.name().equalsIgnoreCase(scalar))
                .findFirst()
                .map(found -> new ValueType(found, list));
    }

    /** @throws KithException where there is no such type */
    @JsonCreator
    public static ValueType of(String name) {
        return find(name)
                .orElseThrow(() -> new KithException("There is no type '" + name + "'"
                        + Nearest.hint(
                                name,
                                Arrays.stream(Scalar.values())
                                        .map(scalar -> scalar.name().toLowerCase(Locale.ROOT))
                                        .toList())));
    }

    @JsonValue
    @Override
    public String toString() {
        return scalar.name().toLowerCase(Locale.ROOT) + (list ? LIST : "");
    }

    /**
     * A cell as the value of a property.
     *
     * @param cell a text, or a value of a typed file; not null
     * @param delimiter what stands between the elements of a list that is a text
     */
    public Object read(Object cell, String delimiter) throws BrokenValue {
        if (!list) {
            return cell instanceof List<?> elements ? listOf(elements) : scalar.read(cell);
        }
        if (cell instanceof List<?> elements) {
            return elements(elements);
        }
        if (cell instanceof String text) {
            return text.isEmpty() ? List.of() : elements(Arrays.asList(text.split(Pattern.quote(delimiter), -1)));
        }
        throw new BrokenValue("it is no list");
    }

    private List<Object> elements(List<?> given) throws BrokenValue {
        List<Object> elements = new ArrayList<>(given.size());
        for (Object element : given) {
            if (element == null) {
                throw new BrokenValue("it is a list with a gap");
            }
            elements.add(scalar.read(element));
        }
        return elements;
    }

    /** A list where no type was asked for: of one kind, whole numbers among others become real ones. */
    private List<Object> listOf(List<?> given) throws BrokenValue {
        if (scalar != Scalar.ANY) {
            throw new BrokenValue("it is a list, and the mapping says " + this);
        }
        List<Object> elements = elements(given);
        if (elements.stream().allMatch(Number.class::isInstance)) {
            boolean whole = elements.stream().allMatch(Long.class::isInstance);
            return whole
                    ? elements
                    : elements.stream()
                            .map(number -> (Object) ((Number) number).doubleValue())
                            .toList();
        }
        if (elements.stream().map(Object::getClass).distinct().count() > 1) {
            throw new BrokenValue("it is a list of values of several kinds");
        }
        return elements;
    }
}
