package dev.kith.ingest.mapping;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kith.ingest.source.NodeKey;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Files whose rows are relationships; what is said of the files is said in {@link FileSet}.
 *
 * @param type of all of them, or null where a column says it
 * @param typeColumn the column with the type, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RelationshipMapping(
        List<String> files,
        String header,
        String delimiter,
        String quote,
        String arrayDelimiter,
        String type,
        String typeColumn,
        End source,
        End target,
        List<PropertyColumn> properties) {
    public RelationshipMapping {
        files = files == null ? List.of() : List.copyOf(files);
        properties = properties == null ? List.of() : List.copyOf(properties);
    }

    static RelationshipMapping of(
            FileSet set, String type, String typeColumn, End source, End target, List<PropertyColumn> properties) {
        return new RelationshipMapping(
                set.files(),
                set.header(),
                set.delimiter(),
                set.quote(),
                set.arrayDelimiter(),
                type,
                typeColumn,
                source,
                target,
                properties);
    }

    /** Every column that it names. */
    List<String> columns() {
        return Stream.concat(
                        Stream.of(source.column(), target.column(), typeColumn).filter(Objects::nonNull),
                        properties.stream().map(PropertyColumn::column))
                .distinct()
                .toList();
    }

    FileSet set() {
        return new FileSet(files, header, delimiter, quote, arrayDelimiter);
    }

    /**
     * The column that says which node is at an end, and how it is found: by the group of an id in the same mapping, or
     * by label and property.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record End(String column, String group, String label, String property, ValueType type) {
        NodeKey key() {
            return new NodeKey(label, property);
        }
    }
}
