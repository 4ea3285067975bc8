package dev.kith.cli.task;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.kith.cli.learn.LinkOptions;
import dev.kith.gnn.link.LinkPrediction;
import dev.kith.gnn.link.LinkPredictor;
import dev.kith.gnn.link.LinkScores;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.train.Checkpoint;
import dev.kith.gnn.train.LearningTask;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import dev.kith.graph.column.Column;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Objects;

/** Links between nodes. */
final class LinkPredictionTask implements Task {
    @Override
    public String name() {
        return ModelRegistry.LINK_PREDICTION;
    }

    @Override
    public String usualModel() {
        return "ncn";
    }

    @Override
    public Opened open(Graph graph, int threads) {
        LinkPrediction task = new LinkPrediction(graph, threads);
        return new Opened() {
            @Override
            public LearningTask learning() {
                return task;
            }

            @Override
            public List<Split> splits(Settings settings, String wanted, long seed) {
                return task.splits(settings, wanted, seed);
            }

            @Override
            public Model train(TrainingRequest request, Split split, TrainingListener listener, Checkpoint checkpoint) {
                return task.train(task.engine(), request.entry(), request.settings(), split, request.seed(), listener);
            }
        };
    }

    @Override
    public void predict(PredictionRequest request, Model model) throws IOException {
        if (request.writeBack() != null && request.writeBack().isAsked()) {
            throw new KithException(
                    "--write writes to nodes, and the model in " + request.folder() + " predicts links; leave it out.");
        }
        LinkOptions asked = Objects.requireNonNullElseGet(request.links(), LinkOptions::new);
        Graph graph = request.graph();
        try (LinkPredictor predictor = new LinkPredictor(model, request.engine(), graph)) {
            LinkScores scores = predictor.answer(asked.question(graph));
            request.summary().put("pairs", scores.count());
            request.summary().put("sha256", scores.sha256());
            request.csv(true, writer -> write(graph, scores, writer));
        }
    }

    private static void write(Graph graph, LinkScores scores, Writer writer) throws IOException {
        Column ids = graph.nodes().ids();
        CsvWriter csv = CsvWriter.builder().bufferSize(1 << 16).build(writer);
        csv.writeRecord("source", "target", "probability", "score", "commonNeighbours");
        for (int k = 0; k < scores.count(); k++) {
            csv.writeRecord(
                    String.valueOf(ids.value(scores.pairs().source()[k])),
                    String.valueOf(ids.value(scores.pairs().target()[k])),
                    Float.toString((float) scores.probability(k)),
                    Float.toString(scores.scores()[k]),
                    Integer.toString(scores.commonNeighbours()[k]));
        }
        csv.flush();
    }
}
