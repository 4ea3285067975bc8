// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.procedures.Configuration;
import dev.kith.procedures.write.RunMarker;
import dev.kith.procedures.write.RunPart;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.Transaction;

/**
 * Which part of the graph is meant.
 *
 * @param labels labels of the nodes; all of the database's where none was asked for
 * @param everyNode whether nodes without any of the labels count too
 * @param without labels of nodes that do not count: Kith's own, where no label was asked for
 */
record Projection(
        List<String> labels,
        boolean everyNode,
        List<String> without,
        List<String> types,
        List<String> nodeProperties,
        List<String> relationshipProperties) {

    /** Labels of nodes that say what Kith did: write-back runs, and what {@code kith ingest} wrote. */
    private static final List<String> OWN = List.of(
            RunMarker.LABEL,
            RunPart.LABEL,
            "KithIngest",
            "KithCursor",
            "KithCursorLane",
            "KithReject",
            "KithSearch",
            "KithTrial");

    static final List<String> KEYS =
            List.of("labels", "types", "relationshipTypes", "nodeProperties", "relationshipProperties");

    /** @throws KithException naming a label, type or property that the database does not know */
    static Projection of(Transaction transaction, Map<String, Object> map) {
        return of(transaction, map, List.of(), List.of());
    }

    /** With properties that the map need not name. */
    static Projection of(
            Transaction transaction,
            Map<String, Object> map,
            List<String> moreNodeProperties,
            List<String> moreRelationshipProperties) {
        Configuration given = new Configuration("projection", map, KEYS);
        List<String> allLabels = StreamSupport.stream(transaction.getAllLabels().spliterator(), false)
                .map(Label::name)
                .sorted()
                .toList();
        List<String> allTypes = StreamSupport.stream(
                        transaction.getAllRelationshipTypes().spliterator(), false)
                .map(RelationshipType::name)
                .sorted()
                .toList();
        List<String> allKeys = StreamSupport.stream(
                        transaction.getAllPropertyKeys().spliterator(), false)
                .toList();
        List<String> labels = known("label", given.names("labels"), allLabels);
        List<String> asked = given.names("types").isEmpty() ? given.names("relationshipTypes") : given.names("types");
        List<String> types = known("relationship type", asked, allTypes);
        if (allTypes.size() > Short.MAX_VALUE) {
            throw new KithException(
                    "The database has " + allTypes.size() + " relationship types, more than an export holds (32,767).");
        }
        boolean everyNode = labels.isEmpty();
        return new Projection(
                everyNode
                        ? allLabels.stream().filter(name -> !OWN.contains(name)).toList()
                        : labels,
                everyNode,
                everyNode ? OWN : List.of(),
                types.isEmpty() ? allTypes : types,
                known("property", both(given.names("nodeProperties"), moreNodeProperties), allKeys),
                known("property", both(given.names("relationshipProperties"), moreRelationshipProperties), allKeys));
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    private static List<String> known(String what, List<String> asked, List<String> all) {
        for (String name : asked) {
            if (!all.contains(name)) {
                throw new KithException("The database has no " + what + " '" + name.replaceAll("\\p{Cntrl}", "?") + "'"
                        + Nearest.hint(name, all));
            }
        }
        return asked;
    }
}
