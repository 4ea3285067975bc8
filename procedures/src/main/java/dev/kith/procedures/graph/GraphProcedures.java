// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.graph;

import dev.kith.procedures.CallContext;
import dev.kith.procedures.export.Snapshot;
import java.util.Map;
import java.util.stream.Stream;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** {@code kith.graph.project}, {@code list} and {@code drop}: projections by name. */
public final class GraphProcedures extends CallContext {

    public record GraphRow(String graphName, Map<String, Object> projection) {
        static GraphRow of(GraphCatalogue.Entry entry) {
            return new GraphRow(entry.name(), entry.projection());
        }
    }

    @Procedure(name = "kith.graph.project", mode = Mode.READ)
    @Description("Keeps a projection under a name. It is no copy: the graph is read when it is used.")
    public Stream<GraphRow> project(
            @Name("graphName") String name, @Name("projection") Map<String, Object> projection) {
        Snapshot.check(transaction, projection);
        catalogue().add(name, projection);
        return Stream.of(new GraphRow(name, projection));
    }

    @Procedure(name = "kith.graph.list", mode = Mode.READ)
    @Description("The caller's projections.")
    public Stream<GraphRow> list() {
        return catalogue().list().stream().map(GraphRow::of);
    }

    @Procedure(name = "kith.graph.drop", mode = Mode.READ)
    @Description("Forgets a projection; the database is as it was.")
    public Stream<GraphRow> drop(@Name("graphName") String name) {
        return Stream.of(GraphRow.of(catalogue().drop(name)));
    }

    private GraphCatalogue catalogue() {
        return new GraphCatalogue(folder(), caller());
    }
}
