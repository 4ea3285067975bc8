package dev.kith.gnn.train;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.graph.Csr;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import dev.kith.graph.Target;
import java.util.ArrayList;
import java.util.List;

/** What a user should know about the data before training: nothing that stops it, everything that explains a result. */
final class DataNotices {
    private DataNotices() {}

    static List<String> of(Graph graph, Target target, Split split, TrainingData data) {
        List<String> notices = new ArrayList<>();
        List<Object> missing = SplitLabels.missing(split.train(), target);
        if (!missing.isEmpty()) {
            notices.add("No training node has the " + target.property() + " " + words(missing)
                    + ": it will never be predicted.");
        }
        if (split.validation().length == 0) {
            notices.add("The split '" + split.name()
                    + "' has no labelled validation node: training runs for all epochs and keeps the last weights.");
        }
        if (split.test().length == 0) {
            notices.add("The split '" + split.name() + "' has no labelled test node: there are no test figures.");
        }
        if (data.graph().reading() != Reading.NONE) {
            arcs(graph, data.graph().whole(), notices);
        }
        return notices;
    }

    private static void arcs(Graph graph, Neighbourhoods whole, List<String> notices) {
        int n = graph.nodeCount();
        if (whole.arcs() == 0) {
            notices.add("The graph '" + graph.name()
                    + "' has no relationships: there is nothing to learn from but the nodes' own features.");
            return;
        }
        boolean[] touched = new boolean[n];
        touch(whole.incoming(), touched);
        whole.byType().forEach(type -> touch(type.incoming(), touched));
        int isolated = 0;
        for (boolean one : touched) {
            isolated += one ? 0 : 1;
        }
        if (isolated > 0) {
            notices.add(isolated + " of " + n + " nodes have no relationships: there is nothing to predict them"
                    + " from but their own features.");
        }
    }

    private static void touch(Csr arcs, boolean[] touched) {
        for (int i = 0; i < arcs.rows(); i++) {
            touched[i] |= arcs.offsets()[i + 1] > arcs.offsets()[i];
            for (int k = arcs.offsets()[i]; k < arcs.offsets()[i + 1]; k++) {
                touched[arcs.indices()[k]] = true;
            }
        }
    }

    /** At most a few of the values. */
    private static String words(List<Object> values) {
        String first =
                String.join(", ", values.stream().limit(5).map(String::valueOf).toList());
        return values.size() <= 5 ? first : first + " and " + (values.size() - 5) + " others";
    }
}
