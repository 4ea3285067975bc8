package dev.kith.gnn.train;

import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.amud.Amud;
import dev.kith.gnn.model.amud.AmudReport;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import dev.kith.graph.Target;
import java.util.stream.IntStream;

/** What AMUD says of a graph before it is learned from. */
public final class DirectionAdvice {
    private DirectionAdvice() {}

    /**
     * From the classes of the training nodes alone, so that the choice has seen no other.
     *
     * @param settings of {@link dev.kith.gnn.model.amud.AmudOptions}
     */
    public static AmudReport of(Graph graph, Target target, Split split, Settings settings, long seed, Engine engine) {
        return Amud.analyse(
                graph, target.codes(), target.classCount(), split.train(), settings, seed, engine.workers());
    }

    /** From all classes, to describe a data set; not for choosing what is tested on them. */
    public static AmudReport fromAllLabels(Graph graph, Target target, Settings settings, long seed, Engine engine) {
        int[] all = IntStream.range(0, graph.nodeCount()).toArray();
        return Amud.analyse(graph, target.codes(), target.classCount(), all, settings, seed, engine.workers());
    }

    /** The advice as a value of the setting {@code directionality}. */
    static String choice(AmudReport report) {
        return report.advice() == AmudReport.Advice.DIRECTED ? "keep" : "drop";
    }
}
