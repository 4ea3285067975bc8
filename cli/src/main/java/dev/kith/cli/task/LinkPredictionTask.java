package dev.kith.cli.task;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.kith.cli.learn.LinkOptions;
import dev.kith.cli.learn.LinkWriteBack;
import dev.kith.gnn.file.ModelFolder;
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
import dev.kith.graph.Split;
import dev.kith.graph.column.Column;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.export.GraphOrigin;
import dev.kith.ingest.export.LinkWriter;
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
        boolean goesBack = request.writeBack() != null && request.writeBack().isAsked();
        LinkWriteBack names = goesBack ? request.writeBack().links() : null;
        GraphOrigin origin = goesBack ? request.graphOption().origin() : null;
        LinkOptions asked = Objects.requireNonNullElseGet(request.links(), LinkOptions::new);
        Graph graph = request.graph();
        try (LinkPredictor predictor = new LinkPredictor(model, request.engine(), graph)) {
            LinkScores scores = predictor.answer(asked.question(graph));
            request.summary().put("pairs", scores.count());
            request.summary().put("sha256", scores.sha256());
            request.csv(!goesBack, writer -> write(graph, scores, writer));
            if (goesBack) {
                writeBack(request, model, names, scores, origin);
            }
        }
    }

    /** Into the database. */
    private static void writeBack(
            PredictionRequest request, Model model, LinkWriteBack names, LinkScores scores, GraphOrigin origin) {
        LinkWriter.Report report;
        try (Connection connection =
                request.graphOption().connect(request.writeBack().address(origin.address()))) {
            report = names.write(
                    connection, origin, request.graph(), model, ModelFolder.weightsSha256(request.folder()), scores);
        }
        request.summary().put("run", report.runId());
        request.summary().put("relationshipType", names.type());
        request.summary().put("relationshipsWritten", report.written());
        request.summary().put("relationshipsSkipped", report.occupied());
        request.summary().put("nodesSkipped", report.skipped());
        request.summary().put("writeSeconds", report.seconds());
        if (!request.json()) {
            request.stdout()
                    .printf(
                            "%,d pairs have a %s now, run %s, %.1f s; %,d were joined before, of %,d a node is gone.%n",
                            report.written(),
                            names.type(),
                            report.runId(),
                            report.seconds(),
                            report.occupied(),
                            report.skipped());
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
