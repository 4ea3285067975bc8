package dev.kith.cli.job;

import dev.kith.cli.learn.InferredLinks;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.latent.NeighbourQuestion;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Model;
import dev.kith.graph.Graph;
import dev.kith.graph.job.JobSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The jobs of a model that infers relationships: {@code predict}; the memory is that of its classes. */
final class LatentGraphJobs {
    private LatentGraphJobs() {}

    /**
     * Inferred relationships in the job's folder, with {@code distance} and {@code rank}. The options {@code topK} (0 for
     * the model's), {@code sourceNodes}, {@code threshold} and {@code eachPairOnce} say which.
     */
    static Map<String, Object> predict(JobInput input) {
        JobSpec spec = input.spec();
        Graph graph = input.graph();
        int[] nodes =
                spec.options().get("sourceNodes") instanceof List<?> given ? new StoreIds(graph).rows(given) : null;
        try (Model model = ModelFolder.read(Path.of(spec.text("modelFolder")));
                Engine engine = new Engine(input.threads())) {
            NeighbourQuestion question =
                    new NeighbourQuestion(nodes, Math.toIntExact(spec.whole("topK")), spec.real("threshold"));
            InferredLinks links = InferredLinks.of(model, engine, graph, question, spec.flag("eachPairOnce"));
            Map<String, Object> figures = LinkFigures.of(links, input);
            figures.put("meanDistance", LinkFigures.mean(links.inferred().distance()));
            return figures;
        }
    }
}
