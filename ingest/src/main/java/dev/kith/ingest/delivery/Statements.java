package dev.kith.ingest.delivery;

import dev.kith.ingest.connection.CypherName;
import dev.kith.ingest.mapping.Shape;
import dev.kith.ingest.source.NodeKey;
import dev.kith.ingest.write.WriteMode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Cypher that writes rows: {@code $rows} is a list of lists of values in the order of their shape. */
final class Statements {
    private Statements() {}

    /** Returns how many rows it has written. */
    static String nodes(Shape.Nodes shape, WriteMode mode) {
        String key = CypherName.quote(shape.key().property());
        if (mode == WriteMode.CREATE) {
            return "UNWIND $rows AS row CREATE (n%s {%s: row[0]%s}) RETURN count(*)"
                    .formatted(CypherName.labels(shape.labels()), key, map(shape));
        }
        List<String> others = shape.labels().stream()
                .filter(label -> !label.equals(shape.key().label()))
                .toList();
        return "UNWIND $rows AS row MERGE (n:%s {%s: row[0]})%s%s RETURN count(*)"
                .formatted(
                        CypherName.quote(shape.key().label()),
                        key,
                        others.isEmpty() ? "" : " SET n" + CypherName.labels(others),
                        set("n", shape));
    }

    /**
     * Returns how many rows it has written. They are numbered because MERGE finds a row once for each parallel
     * relationship that is there.
     */
    static String relationships(Shape.Relationships shape, WriteMode mode, MissingEnd missing) {
        String find = missing == MissingEnd.CREATE ? "MERGE" : "MATCH";
        String ends = "UNWIND range(0, size($rows) - 1) AS i WITH i, $rows[i] AS row %s %s %s %s"
                .formatted(find, node("a", shape.source(), 0), find, node("b", shape.target(), 1));
        String type = CypherName.quote(shape.type());
        if (mode == WriteMode.CREATE) {
            String properties = map(shape);
            String inner = properties.isEmpty() ? "" : " {" + properties.substring(2) + "}";
            return "%s CREATE (a)-[:%s%s]->(b) RETURN count(*)".formatted(ends, type, inner);
        }
        return "%s MERGE (a)-[r:%s]->(b)%s RETURN count(DISTINCT i)".formatted(ends, type, set("r", shape));
    }

    /** Returns the numbers of the rows that lack an end, and whether it is the source. */
    static String missing(Shape.Relationships shape) {
        return ("UNWIND range(0, size($rows) - 1) AS i WITH i, $rows[i] AS row OPTIONAL MATCH %s OPTIONAL MATCH %s"
                        + " WITH i, a, b WHERE a IS NULL OR b IS NULL RETURN i, a IS NULL ORDER BY i")
                .formatted(node("a", shape.source(), 0), node("b", shape.target(), 1));
    }

    private static String node(String variable, NodeKey key, int index) {
        return "(%s:%s {%s: row[%d]})"
                .formatted(variable, CypherName.quote(key.label()), CypherName.quote(key.property()), index);
    }

    /** {@code , `a`: row[1], `b`: row[2]}. */
    private static String map(Shape shape) {
        return properties(shape, "", ": ").stream().map(one -> ", " + one).collect(Collectors.joining());
    }

    private static String set(String variable, Shape shape) {
        return shape.properties().isEmpty()
                ? ""
                : " SET " + String.join(", ", properties(shape, variable + ".", " = "));
    }

    private static List<String> properties(Shape shape, String before, String between) {
        return IntStream.range(0, shape.properties().size())
                .mapToObj(p -> before + CypherName.quote(shape.properties().get(p)) + between + "row["
                        + (shape.keys() + p) + "]")
                .toList();
    }
}
