// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.graph;

import dev.kith.graph.KithException;
import dev.kith.procedures.CallContext;
import dev.kith.procedures.export.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a procedure's first argument means: a graph that can be written down as the caller's transaction sees it. */
public interface GraphArgument {
    /** How it is called in provenance and messages. */
    String name();

    /** Node properties that come along anyway. */
    List<String> nodeProperties();

    /**
     * Writes the two tables of a graph folder.
     *
     * @param nodeProperties that come along as well
     * @param relationshipProperties that come along as well
     */
    Snapshot write(List<String> nodeProperties, List<String> relationshipProperties, Path folder);

    /**
     * @param given an inline projection map, the name of one that {@code kith.graph.project} keeps, or that of a
     *     graph of Graph Data Science
     * @throws KithException where it is neither
     */
    static GraphArgument of(Object given, CallContext call) {
        if (given instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // the keys of Cypher's maps are texts
            Map<String, Object> projection = (Map<String, Object>) map;
            return new ProjectedGraph("inline projection", projection, call);
        }
        if (given instanceof String name) {
            GraphCatalogue catalogue = new GraphCatalogue(call.folder(), call.caller());
            if (!catalogue.has(name) && GdsGraph.exists(name, call)) {
                return new GdsGraph(name, call);
            }
            return new ProjectedGraph(name, catalogue.get(name).projection(), call);
        }
        throw new KithException("The first argument names a graph (kith.graph.list), or is a projection map such as"
                + " {labels: ['Person'], types: ['KNOWS'], nodeProperties: ['age']}.");
    }

    /** A projection of the store. */
    record ProjectedGraph(String name, Map<String, Object> map, CallContext call) implements GraphArgument {
        @Override
        public List<String> nodeProperties() {
            return Snapshot.nodeProperties(map);
        }

        @Override
        public Snapshot write(List<String> nodeProperties, List<String> relationshipProperties, Path folder) {
            return Snapshot.write(
                    call.transaction, map, nodeProperties, relationshipProperties, folder, call.guard::check);
        }
    }
}
