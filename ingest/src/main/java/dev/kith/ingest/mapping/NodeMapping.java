package dev.kith.ingest.mapping;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kith.ingest.source.NodeKey;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Files whose rows are nodes; what is said of the files is said in {@link FileSet}.
 *
 * @param labels that every node gets; the id's label is among them
 * @param labelColumn a column with more labels, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeMapping(
        List<String> files,
        String header,
        String delimiter,
        String quote,
        String arrayDelimiter,
        List<String> labels,
        String labelColumn,
        Id id,
        List<PropertyColumn> properties) {
    public NodeMapping {
        files = files == null ? List.of() : List.copyOf(files);
        labels = labels == null ? List.of() : List.copyOf(labels);
        properties = properties == null ? List.of() : List.copyOf(properties);
    }

    static NodeMapping of(
            FileSet set, List<String> labels, String labelColumn, Id id, List<PropertyColumn> properties) {
        return new NodeMapping(
                set.files(),
                set.header(),
                set.delimiter(),
                set.quote(),
                set.arrayDelimiter(),
                labels,
                labelColumn,
                id,
                properties);
    }

    /** Every column that it names. */
    List<String> columns() {
        return Stream.concat(
                        Stream.of(id.column(), labelColumn).filter(Objects::nonNull),
                        properties.stream().map(PropertyColumn::column))
                .distinct()
                .toList();
    }

    FileSet set() {
        return new FileSet(files, header, delimiter, quote, arrayDelimiter);
    }

    /**
     * The column that says which node it is.
     *
     * @param group the name by which relationships refer to these nodes
     * @param label under which the property is unique
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Id(String column, String property, ValueType type, String group, String label) {
        public Id {
            property = property == null ? column : property;
            type = type == null ? ValueType.ANY : type;
            group = group == null ? "" : group;
        }

        NodeKey key() {
            return new NodeKey(label, property);
        }
    }
}
