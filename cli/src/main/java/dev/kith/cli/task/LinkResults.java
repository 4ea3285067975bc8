package dev.kith.cli.task;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.kith.cli.learn.LinkRows;
import dev.kith.cli.learn.LinkWriteBack;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.train.Model;
import dev.kith.graph.column.Column;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.export.GraphOrigin;
import dev.kith.ingest.export.LinkWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Where predicted links go: CSV, or relationships in the database. */
final class LinkResults {
    private LinkResults() {}

    /** @param links asked for once it is known that they can be written */
    static void of(PredictionRequest request, Model model, Supplier<LinkRows> links) throws IOException {
        boolean goesBack = request.writeBack() != null && request.writeBack().isAsked();
        LinkWriteBack names = goesBack ? request.writeBack().links() : null;
        GraphOrigin origin = goesBack ? request.graphOption().origin() : null;
        LinkRows rows = links.get();
        request.summary().put("pairs", rows.count());
        request.summary().put("sha256", rows.sha256());
        request.csv(!goesBack, writer -> write(rows, writer));
        if (goesBack) {
            writeBack(request, model, names, rows, origin);
        }
    }

    private static void writeBack(
            PredictionRequest request, Model model, LinkWriteBack names, LinkRows rows, GraphOrigin origin) {
        LinkWriter.Report report;
        try (Connection connection =
                request.graphOption().connect(request.writeBack().address(origin.address()))) {
            report = names.write(connection, origin, model, ModelFolder.weightsSha256(request.folder()), rows);
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

    private static void write(LinkRows rows, Writer writer) throws IOException {
        Column ids = rows.graph().nodes().ids();
        CsvWriter csv = CsvWriter.builder().bufferSize(1 << 16).build(writer);
        List<String> header = new ArrayList<>(List.of("source", "target"));
        List<Column> columns = new ArrayList<>();
        rows.columns("probability").forEach((name, column) -> {
            header.add(name);
            columns.add(column);
        });
        csv.writeRecord(header);
        for (int k = 0; k < rows.count(); k++) {
            List<String> cells = new ArrayList<>();
            cells.add(String.valueOf(ids.value(rows.sourceRows()[k])));
            cells.add(String.valueOf(ids.value(rows.targetRows()[k])));
            for (Column column : columns) {
                // Scores are floats; more digits would say nothing.
                Object value = column.value(k);
                cells.add(value instanceof Double real ? Float.toString(real.floatValue()) : String.valueOf(value));
            }
            csv.writeRecord(cells);
        }
        csv.flush();
    }
}
