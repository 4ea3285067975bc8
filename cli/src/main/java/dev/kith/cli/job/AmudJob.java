package dev.kith.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.cli.learn.Report;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.amud.AmudOptions;
import dev.kith.gnn.model.amud.AmudReport;
import dev.kith.gnn.train.DirectionAdvice;
import dev.kith.gnn.train.NodeClassification;
import dev.kith.gnn.train.SplitChoice;
import dev.kith.graph.Graph;
import java.util.LinkedHashMap;
import java.util.Map;

/** The job {@code amud stats}: whether to keep the direction of relationships. */
final class AmudJob {
    private AmudJob() {}

    static Map<String, Object> stats(JobInput input) {
        Graph graph = input.graph();
        Settings settings = Settings.of(AmudOptions.all(), input.spec().settings());
        try (NodeClassification task = new NodeClassification(graph, input.threads())) {
            boolean all = input.spec().text("labels").equals("all");
            AmudReport report = all
                    ? DirectionAdvice.fromAllLabels(graph, task.target(), settings, input.seed(), task.engine())
                    : DirectionAdvice.of(
                            graph,
                            task.target(),
                            SplitChoice.one(graph, task.target(), input.split(), input.seed()),
                            settings,
                            input.seed(),
                            task.engine());
            Map<String, Object> figures = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> figure : Report.tree(report).properties()) {
                figures.put(figure.getKey(), figure.getValue());
            }
            return figures;
        }
    }
}
