package dev.kith.cli.learn;

import dev.kith.gnn.train.Model;
import dev.kith.graph.Graph;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.ingest.export.LinkWriter;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Predicted links of a graph, as columns to be written. */
public interface LinkRows {
    /** Names that stand beside the probability, or say whose the relationships are. */
    Set<String> TAKEN = Set.of("score", "commonNeighbours", "distance", "rank", "runId", "source", "target", "id");

    Graph graph();

    int count();

    /** Rows of the graph. */
    int[] sourceRows();

    /** Rows of the graph. */
    int[] targetRows();

    /**
     * What is known of each link.
     *
     * @param probability the name of that column; others stand beside it
     */
    Map<String, Column> columns(String probability);

    double[] probabilities();

    /** Over all of it: equal where all is. */
    String sha256();

    /** Where they are written as relationships of a type, and where not. */
    LinkWriter.Rule rule(String type, Model model);

    /** Store ids; the graph is one from a database. */
    default LongColumn sources() {
        return storeIds(sourceRows());
    }

    /** Store ids. */
    default LongColumn targets() {
        return storeIds(targetRows());
    }

    private LongColumn storeIds(int[] rows) {
        long[] ids = ((LongColumn) graph().nodes().ids()).values();
        return new LongColumn(IntStream.of(rows).mapToLong(row -> ids[row]).toArray(), null);
    }
}
