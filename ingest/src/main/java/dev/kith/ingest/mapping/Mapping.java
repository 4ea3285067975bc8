package dev.kith.ingest.mapping;

import dev.kith.graph.KithException;
import dev.kith.ingest.file.FilePattern;
import dev.kith.ingest.source.NodeKey;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What files hold. The form of the mapping file is that of these records. */
public record Mapping(List<NodeMapping> nodes, List<RelationshipMapping> relationships) {
    public Mapping {
        nodes = nodes == null
                ? List.of()
                : nodes.stream().map(Mapping::complete).toList();
        List<NodeMapping> known = nodes;
        relationships = relationships == null
                ? List.of()
                : relationships.stream().map(one -> complete(known, one)).toList();
        if (nodes.isEmpty() && relationships.isEmpty()) {
            throw new KithException("The mapping names no files; list some under 'nodes' or 'relationships'.");
        }
    }

    /** The same with its files by full names. */
    Mapping in(Path folder) {
        return new Mapping(
                nodes.stream()
                        .map(one -> NodeMapping.of(
                                one.set().in(folder), one.labels(), one.labelColumn(), one.id(), one.properties()))
                        .toList(),
                relationships.stream()
                        .map(one -> RelationshipMapping.of(
                                one.set().in(folder),
                                one.type(),
                                one.typeColumn(),
                                one.source(),
                                one.target(),
                                one.properties()))
                        .toList());
    }

    /**
     * Every file that it means.
     *
     * @param folder that its paths are relative to
     */
    public Stream<Path> expanded(Path folder) {
        return Stream.concat(
                        nodes.stream().map(NodeMapping::set),
                        relationships.stream().map(RelationshipMapping::set))
                .flatMap(set -> Stream.concat(Stream.ofNullable(set.header()), set.files().stream()))
                .flatMap(pattern -> FilePattern.expand(folder, pattern).stream());
    }

    /** Every key that its nodes have or its relationships refer to. */
    public List<NodeKey> keys() {
        return Stream.concat(
                        nodes.stream().map(node -> node.id().key()),
                        relationships.stream()
                                .flatMap(arc -> Stream.of(
                                        arc.source().key(), arc.target().key())))
                .distinct()
                .toList();
    }

    private static NodeMapping complete(NodeMapping given) {
        checkFiles(given.set());
        NodeMapping.Id id = given.id();
        if (id == null || id.column() == null) {
            throw missing("nodes", given.set(), "an id with a column");
        }
        String label = id.label() != null
                ? id.label()
                : given.labels().stream()
                        .findFirst()
                        .orElseThrow(() -> missing("nodes", given.set(), "labels, or a label of the id"));
        List<String> labels = Stream.concat(Stream.of(label), given.labels().stream())
                .distinct()
                .toList();
        return NodeMapping.of(
                given.set(),
                labels,
                given.labelColumn(),
                new NodeMapping.Id(id.column(), id.property(), id.type(), id.group(), label),
                given.properties());
    }

    private static RelationshipMapping complete(List<NodeMapping> nodes, RelationshipMapping given) {
        checkFiles(given.set());
        if ((given.type() == null) == (given.typeColumn() == null)) {
            throw missing("relationships", given.set(), "either a type or a typeColumn");
        }
        return RelationshipMapping.of(
                given.set(),
                given.type(),
                given.typeColumn(),
                complete(nodes, given, "source", given.source()),
                complete(nodes, given, "target", given.target()),
                given.properties());
    }

    private static RelationshipMapping.End complete(
            List<NodeMapping> nodes, RelationshipMapping mapping, String side, RelationshipMapping.End end) {
        if (end == null || end.column() == null) {
            throw missing("relationships", mapping.set(), "a " + side + " with a column");
        }
        if (end.label() != null && end.property() != null) {
            ValueType type = end.type() == null ? ValueType.ANY : end.type();
            return new RelationshipMapping.End(end.column(), end.group(), end.label(), end.property(), type);
        }
        String group = end.group() == null ? "" : end.group();
        NodeMapping.Id id = nodes.stream()
                .map(NodeMapping::id)
                .filter(candidate -> candidate.group().equals(group))
                .findFirst()
                .orElseThrow(() -> missing(
                        "relationships",
                        mapping.set(),
                        "a " + side + " that names the group of an id, or a label and a property (it names "
                                + (group.isEmpty() ? "none" : "the group '" + group + "', which no nodes have") + ")"));
        return new RelationshipMapping.End(end.column(), end.group(), id.label(), id.property(), id.type());
    }

    private static void checkFiles(FileSet files) {
        if (files == null || files.files().isEmpty()) {
            throw new KithException("A part of the mapping names no files; list them under 'files'.");
        }
    }

    private static KithException missing(String what, FileSet files, String part) {
        return new KithException("The mapping of the " + what + " in " + String.join(", ", files.files()) + " lacks "
                + part + "; add it to the mapping file.");
    }
}
