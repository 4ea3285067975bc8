package dev.kith.cli.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.ingest.delivery.DeliveryReport;

/** What a person, and a program, is told about a delivery. */
public final class DeliveryWords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeliveryWords() {}

    /** One sentence; rows in are rows written and rows rejected. */
    public static String of(DeliveryReport report) {
        String sum = "%,d rows in = %,d written (%,d nodes, %,d relationships) + %,d rejected"
                .formatted(
                        report.rows(),
                        report.written(),
                        report.totals().nodes(),
                        report.totals().relationships(),
                        report.totals().rejected());
        if (report.wasComplete()) {
            return "%s: %s, all of it before; there was nothing to do.".formatted(report.source(), sum);
        }
        String before = report.rowsBefore() == 0
                ? ""
                : "; %,d of them were there from the run before".formatted(report.rowsBefore());
        return "%s: %s%s; %,d nodes and %,d relationships are new, %,d rows were merged into ones that were there; %.1f s, %,.0f rows/s."
                .formatted(
                        report.source(),
                        sum,
                        before,
                        report.totals().nodesCreated(),
                        report.totals().relationshipsCreated(),
                        report.merged(),
                        seconds(report),
                        rate(report));
    }

    /** The report, its sums and its rate. */
    public static ObjectNode json(DeliveryReport report) {
        ObjectNode json = JSON.valueToTree(report);
        json.put("written", report.written());
        json.put("merged", report.merged());
        json.put("rejected", report.totals().rejected());
        json.put("rowsPerSecond", rate(report));
        return json;
    }

    private static double seconds(DeliveryReport report) {
        return report.nodeSeconds() + report.relationshipSeconds();
    }

    /** Rows that this run has read and written, each second. */
    private static double rate(DeliveryReport report) {
        return (report.rows() - report.rowsBefore()) / Math.max(seconds(report), 1e-3);
    }
}
