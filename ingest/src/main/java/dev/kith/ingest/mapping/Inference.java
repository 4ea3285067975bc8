package dev.kith.ingest.mapping;

import dev.kith.graph.KithException;
import dev.kith.ingest.file.Dialect;
import dev.kith.ingest.file.Fetched;
import dev.kith.ingest.file.FileFormat;
import dev.kith.ingest.file.FilePattern;
import dev.kith.ingest.file.RowReader;
import dev.kith.ingest.file.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes a mapping of files whose headers say what they are: in the style of {@code neo4j-admin}, or with a column {@code
 * id}, or with two columns {@code source} and {@code target} ({@code from}/{@code to}, {@code src}/{@code dst}, {@code
 * start}/{@code end}).
 */
public final class Inference {
    private static final List<List<String>> ENDS =
            List.of(List.of("source", "target"), List.of("from", "to"), List.of("src", "dst"), List.of("start", "end"));
    private static final Set<HeaderField.Role> NOT_OF_NODES =
            EnumSet.of(HeaderField.Role.START_ID, HeaderField.Role.END_ID, HeaderField.Role.TYPE);
    private static final Set<HeaderField.Role> NOT_OF_RELATIONSHIPS = EnumSet.of(HeaderField.Role.LABEL);
    private static final String DEFAULT_LABEL = "Node";

    private final List<NodeMapping> nodes = new ArrayList<>();
    private final List<RelationshipMapping> relationships = new ArrayList<>();

    private Inference() {}

    /** @throws KithException where it is not obvious, saying what is missing */
    public static Mapping of(List<SourceArgument> arguments) {
        return of(arguments, Fetched.NONE);
    }

    /** @param fetched rows of files that hold queries */
    public static Mapping of(List<SourceArgument> arguments, Fetched fetched) {
        Inference inference = new Inference();
        List<Columns> all = arguments.stream()
                .map(argument -> Columns.of(argument, fetched))
                .toList();
        all.forEach(Columns::check);
        all.stream().filter(columns -> !columns.isRelationships()).forEach(inference::nodes);
        all.stream().filter(Columns::isRelationships).forEach(inference::relationships);
        return new Mapping(inference.nodes, inference.relationships);
    }

    private record Column(String header, HeaderField field) {
        boolean is(HeaderField.Role role) {
            return field.role() == role;
        }

        boolean isPlain(String name) {
            return field.role() == HeaderField.Role.PROPERTY
                    && field.name().toLowerCase(Locale.ROOT).equals(name);
        }
    }

    private record Columns(SourceArgument argument, Path file, boolean texts, List<Column> all, Fetched fetched) {
        static Columns of(SourceArgument argument, Fetched fetched) {
            Path file = argument.files().header() == null
                    ? argument.first()
                    : Path.of(argument.files().header());
            try (RowReader rows = Rows.open(file, Dialect.of(file, null, null), null, List.of(), fetched)) {
                return new Columns(
                        argument,
                        file,
                        FileFormat.of(file) == FileFormat.CSV,
                        rows.columns().stream()
                                .map(header -> new Column(header, HeaderField.parse(header)))
                                .toList(),
                        fetched);
            }
        }

        /** Refuses what would be left out without a word. */
        void check() {
            checkRoles();
            if (argument.files().header() == null) {
                List<String> first = all.stream().map(Column::header).toList();
                for (String pattern : argument.files().files()) {
                    FilePattern.expand(Path.of(""), pattern).forEach(other -> checkColumns(other, first));
                }
            }
        }

        private void checkRoles() {
            Set<HeaderField.Role> seen = EnumSet.noneOf(HeaderField.Role.class);
            for (Column column : all) {
                HeaderField.Role role = column.field().role();
                boolean said = role != HeaderField.Role.PROPERTY && role != HeaderField.Role.IGNORE;
                if (said && !seen.add(role)) {
                    throw leftOut(column, "it is the second with this part");
                }
                if ((isRelationships() ? NOT_OF_RELATIONSHIPS : NOT_OF_NODES).contains(role)) {
                    throw leftOut(
                            column,
                            isRelationships() ? "relationships have no labels" : "nodes have no ends and no type");
                }
                if (role == HeaderField.Role.TYPE
                        && isRelationships()
                        && !argument.names().isEmpty()) {
                    throw leftOut(
                            column, "the type is said to be " + argument.names().getFirst());
                }
            }
            if (isRelationships() && argument.names().size() > 1) {
                throw new KithException(
                        "The relationships of %s have one type each, and %s are given; leave all but one out."
                                .formatted(file, String.join(" and ", argument.names())));
            }
        }

        private KithException leftOut(Column column, String why) {
            return new KithException(
                    "The column '%s' of %s would be left out: %s. Give it the type IGNORE, make it a property, or write a mapping file."
                            .formatted(column.header(), file, why));
        }

        /** Fields of JSON objects may lack; what is there must be known in every file. */
        private void checkColumns(Path other, List<String> first) {
            if (other.equals(file)) {
                return;
            }
            try (RowReader rows = Rows.open(other, Dialect.of(other, null, null), null, List.of(), fetched)) {
                List<String> more = without(rows.columns(), first);
                List<String> less =
                        FileFormat.of(other) == FileFormat.JSON_LINES ? List.of() : without(first, rows.columns());
                if (!more.isEmpty() || !less.isEmpty()) {
                    throw new KithException(
                            "The file %s %s the column '%s', unlike %s; name the files one by one, or write a mapping file."
                                    .formatted(
                                            other,
                                            more.isEmpty() ? "lacks" : "has",
                                            more.isEmpty() ? less.getFirst() : more.getFirst(),
                                            file));
                }
            }
        }

        private static List<String> without(List<String> columns, List<String> others) {
            return columns.stream().filter(column -> !others.contains(column)).toList();
        }

        Optional<Column> role(HeaderField.Role role) {
            return all.stream().filter(column -> column.is(role)).findFirst();
        }

        Optional<Column> plain(String name) {
            return all.stream().filter(column -> column.isPlain(name)).findFirst();
        }

        boolean isRelationships() {
            return source().isPresent();
        }

        Optional<Column> source() {
            return end(HeaderField.Role.START_ID, 0);
        }

        Optional<Column> target() {
            return end(HeaderField.Role.END_ID, 1);
        }

        private Optional<Column> end(HeaderField.Role role, int side) {
            if (role(HeaderField.Role.ID).isPresent()) {
                return Optional.empty();
            }
            return role(role).or(() -> ENDS.stream()
                    .filter(names -> names.stream().allMatch(name -> plain(name).isPresent()))
                    .findFirst()
                    .flatMap(names -> plain(names.get(side))));
        }

        ValueType type(HeaderField field) {
            return field.type() != null ? field.type() : texts ? ValueType.STRING : ValueType.ANY;
        }

        /** Columns that are neither of the given ones nor said to be left out. */
        List<PropertyColumn> properties(Stream<Column> others) {
            List<Column> taken = others.toList();
            return all.stream()
                    .filter(column -> !taken.contains(column) && column.is(HeaderField.Role.PROPERTY))
                    .map(column ->
                            new PropertyColumn(column.header(), column.field().name(), type(column.field())))
                    .toList();
        }
    }

    private void nodes(Columns columns) {
        Column id = columns.role(HeaderField.Role.ID)
                .or(() -> columns.plain("id"))
                .orElseThrow(() -> new KithException(
                        ("The columns of %s do not say what it is: nodes need one ':ID' or 'id', relationships ':START_ID'"
                                        + " and ':END_ID' or 'source' and 'target'. Rename some, or write a mapping file.")
                                .formatted(columns.file())));
        Optional<Column> labels = columns.role(HeaderField.Role.LABEL).or(() -> columns.plain("labels"));
        List<String> names = columns.argument().names();
        String group = id.field().group();
        String label = id.field().options().containsKey("label")
                ? id.field().options().get("label")
                : !names.isEmpty()
                        ? names.getFirst()
                        : !group.isEmpty() ? group : labels.isPresent() ? DEFAULT_LABEL : capitalised(columns.file());
        String property = id.field().name().isEmpty() ? "id" : id.field().name();
        nodes.add(NodeMapping.of(
                columns.argument().files(),
                names,
                labels.map(Column::header).orElse(null),
                new NodeMapping.Id(id.header(), property, columns.type(id.field()), group, label),
                columns.properties(Stream.concat(Stream.of(id), labels.stream()))));
    }

    private void relationships(Columns columns) {
        Column source = columns.source().orElseThrow();
        Column target = columns.target()
                .orElseThrow(() -> new KithException("The file " + columns.file()
                        + " has a column ':START_ID' and none ':END_ID'; name both ends."));
        Optional<Column> type = columns.role(HeaderField.Role.TYPE).or(() -> columns.plain("type"));
        List<String> names = columns.argument().names();
        boolean named = !names.isEmpty() || type.isEmpty();
        relationships.add(RelationshipMapping.of(
                columns.argument().files(),
                named ? names.isEmpty() ? upperCase(columns.file()) : names.getFirst() : null,
                named ? null : type.get().header(),
                end(columns.file(), source),
                end(columns.file(), target),
                columns.properties(Stream.concat(Stream.of(source, target), named ? Stream.of() : type.stream()))));
    }

    /** The group that the header says, else the only one there is. */
    private RelationshipMapping.End end(Path file, Column column) {
        String group = column.field().group();
        List<String> groups =
                nodes.stream().map(node -> node.id().group()).distinct().toList();
        if (group.isEmpty() && !groups.contains("") && groups.size() == 1) {
            group = groups.getFirst();
        }
        String wanted = group;
        long found = nodes.stream()
                .map(NodeMapping::id)
                .filter(id -> id.group().equals(wanted))
                .map(NodeMapping.Id::key)
                .distinct()
                .count();
        if (found != 1) {
            throw new KithException(
                    "Which nodes the column '%s' of %s means is not obvious (%s); give ids and ends a group, as in ':ID(Person)' and ':START_ID(Person)', or write a mapping file."
                            .formatted(
                                    column.header(),
                                    file,
                                    found == 0 ? "no file has their ids" : found + " files could have their ids"));
        }
        return new RelationshipMapping.End(column.header(), group, null, null, null);
    }

    private static String capitalised(Path file) {
        String stem = FileFormat.stem(file);
        return stem.substring(0, 1).toUpperCase(Locale.ROOT) + stem.substring(1);
    }

    private static String upperCase(Path file) {
        return FileFormat.stem(file).toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
    }
}
