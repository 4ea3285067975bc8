package dev.kith.ingest.mapping;

import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's header in the style of {@code neo4j-admin}: {@code name:type(group){option:value}}, each part but the type
 * optional; or a plain name.
 *
 * @param name of the property, empty where the header has none
 * @param role what the column is
 * @param type of its values; null where the header does not say it
 * @param group of ids that it belongs to, empty for the one that all share
 */
record HeaderField(String name, Role role, ValueType type, String group, Map<String, String> options) {
    enum Role {
        PROPERTY,
        ID,
        LABEL,
        START_ID,
        END_ID,
        TYPE,
        IGNORE
    }

    private static final Pattern FORM = Pattern.compile(
            "(?<name>.*):(?<type>[A-Za-z_]+(\\[])?)(\\((?<group>[^()]*)\\))?(\\{(?<options>[^{}]*)})?", Pattern.DOTALL);

    static HeaderField parse(String header) {
        Matcher parts = FORM.matcher(header);
        if (!parts.matches()) {
            return new HeaderField(header, Role.PROPERTY, null, "", Map.of());
        }
        String group = parts.group("group") == null ? "" : parts.group("group").strip();
        Map<String, String> options = options(parts.group("options"));
        Optional<ValueType> type = ValueType.find(parts.group("type"));
        if (type.isPresent()) {
            return new HeaderField(parts.group("name"), Role.PROPERTY, type.get(), group, options);
        }
        Role role = Arrays.stream(Role.values())
                .filter(candidate ->
                        candidate != Role.PROPERTY && candidate.name().equals(parts.group("type")))
                .findFirst()
                .orElseThrow(() -> unknown(header, parts.group("type")));
        String idType = options.get("id-type");
        return new HeaderField(parts.group("name"), role, idType == null ? null : ValueType.of(idType), group, options);
    }

    private static KithException unknown(String header, String type) {
        List<String> known = List.of(
                "ID",
                "LABEL",
                "START_ID",
                "END_ID",
                "TYPE",
                "IGNORE",
                "int",
                "long",
                "float",
                "double",
                "boolean",
                "string",
                "date",
                "datetime");
        return new KithException("The column '" + header + "' has the type '" + type + "', which is unknown"
                + Nearest.hint(type, known));
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new HashMap<>();
        if (text != null) {
            for (String pair : text.split(",", -1)) {
                int colon = pair.indexOf(':');
                if (colon > 0) {
                    options.put(
                            pair.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                            pair.substring(colon + 1).strip());
                }
            }
        }
        return options;
    }
}
