package dev.kith.cli.job;

import dev.kith.cli.learn.ScoredLinks;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.link.CandidateKind;
import dev.kith.gnn.link.LinkPredictor;
import dev.kith.gnn.link.LinkQuestion;
import dev.kith.gnn.link.LinkScores;
import dev.kith.gnn.link.Pairs;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Model;
import dev.kith.graph.Graph;
import dev.kith.graph.job.JobSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The jobs of a trained link predictor: {@code predict}, and the memory that it takes. */
final class LinkPredictionJobs {
    private LinkPredictionJobs() {}

    /**
     * Scored pairs in the job's folder: {@code id} of the source, {@code target}, {@code probability}, {@code score} and
     * {@code commonNeighbours}. The options {@code pairs}, {@code sourceNodes}, {@code topK}, {@code threshold} and
     * {@code candidates} say which.
     */
    static Map<String, Object> predict(JobInput input) {
        Path folder = Path.of(input.spec().text("modelFolder"));
        Graph graph = input.graph();
        try (Model model = ModelFolder.read(folder);
                Engine engine = new Engine(input.threads());
                LinkPredictor predictor = new LinkPredictor(model, engine, graph)) {
            LinkScores scores = predictor.answer(question(input.spec(), graph));
            Map<String, Object> figures = LinkFigures.of(new ScoredLinks(graph, scores), input);
            figures.put(
                    "sourceCount",
                    IntStream.of(scores.pairs().source()).distinct().count());
            return figures;
        }
    }

    /** The memory that the prediction would take, beside what is asked for and what is answered. */
    static Map<String, Object> estimate(JobInput input) {
        try (Model model = ModelFolder.read(Path.of(input.spec().text("modelFolder")))) {
            return TrainingJobs.figures(LinkPredictor.estimate(model, input.graph()), input.graph());
        }
    }

    private static LinkQuestion question(JobSpec spec, Graph graph) {
        double threshold = ((Number) spec.options().get("threshold")).doubleValue();
        StoreIds nodes = new StoreIds(graph);
        if (spec.options().get("pairs") instanceof List<?> pairs) {
            int[] source = new int[pairs.size()];
            int[] target = new int[source.length];
            for (int k = 0; k < source.length; k++) {
                List<?> pair = (List<?>) pairs.get(k);
                source[k] = nodes.row(pair.get(0));
                target[k] = nodes.row(pair.get(1));
            }
            return new LinkQuestion.Given(new Pairs(source, target), threshold);
        }
        int[] sources = spec.options().get("sourceNodes") instanceof List<?> given
                ? nodes.rows(given)
                : IntStream.range(0, graph.nodeCount()).toArray();
        return new LinkQuestion.Likeliest(
                sources, Math.toIntExact(spec.whole("topK")), threshold, CandidateKind.of(spec.text("candidates")));
    }
}
