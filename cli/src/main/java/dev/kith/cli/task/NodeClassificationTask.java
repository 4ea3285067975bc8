package dev.kith.cli.task;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.kith.cli.learn.WriteBack;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.Predictions;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.export.GraphOrigin;
import dev.kith.ingest.export.PredictionWriter;
import java.io.IOException;
import java.io.Writer;

/** Classes of nodes. */
final class NodeClassificationTask implements Task {
    @Override
    public String name() {
        return ModelRegistry.NODE_CLASSIFICATION;
    }

    @Override
    public String usualModel() {
        return "gcn";
    }

    @Override
    public Opened open(Graph graph, int threads) {
        return new OpenedNodes(graph, threads, name());
    }

    @Override
    public void predict(PredictionRequest request, Model model) throws IOException {
        if (request.links() != null) {
            throw new KithException("The model in " + request.folder()
                    + " predicts classes of nodes; options that choose links do not go with it"
                    + (model.entry().tasks().contains(ModelRegistry.LATENT_GRAPH)
                            ? ", only with --task latent-graph."
                            : "."));
        }
        Graph graph = request.graph();
        boolean goesBack = request.writeBack() != null && request.writeBack().isAsked();
        GraphOrigin origin = goesBack ? request.graphOption().origin() : null;
        Predictions predictions = Predictions.of(model, request.engine(), graph);
        request.summary().put("nodes", graph.nodeCount());
        request.summary().put("sha256", predictions.sha256());
        request.csv(!goesBack, writer -> write(graph, predictions, writer));
        if (goesBack) {
            writeBack(request, model, predictions, origin);
        }
    }

    /** Into the database. */
    private static void writeBack(
            PredictionRequest request, Model trained, Predictions predictions, GraphOrigin origin) {
        Graph graph = request.graph();
        WriteBack names = request.writeBack().names(trained);
        PredictionWriter.Report report;
        try (Connection connection =
                request.graphOption().connect(request.writeBack().address(origin.address()))) {
            report = names.write(
                    connection, origin, graph, trained, ModelFolder.weightsSha256(request.folder()), predictions);
        }
        request.summary().put("run", report.runId());
        request.summary().put("property", names.property());
        request.summary().put("confidence", names.confidence());
        request.summary().put("propertiesWritten", report.propertiesWritten());
        request.summary().put("nodesSkipped", report.skipped());
        request.summary().put("writeSeconds", report.seconds());
        if (!request.json()) {
            request.stdout()
                    .printf(
                            "%,d nodes have %s and %s now, run %s, %.1f s; %,d are gone.%n",
                            graph.nodeCount() - report.skipped(),
                            names.property(),
                            names.confidence(),
                            report.runId(),
                            report.seconds(),
                            report.skipped());
        }
    }

    private static void write(Graph graph, Predictions predictions, Writer writer) throws IOException {
        CsvWriter csv = CsvWriter.builder().bufferSize(1 << 16).build(writer);
        csv.writeRecord("id", "prediction", "confidence");
        for (int i = 0; i < graph.nodeCount(); i++) {
            csv.writeRecord(
                    String.valueOf(graph.nodes().ids().value(i)),
                    String.valueOf(predictions.value(i)),
                    Float.toString(predictions.confidence()[i]));
        }
        csv.flush();
    }
}
