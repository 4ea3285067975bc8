package dev.kith.cli.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run as metrics in the text format of Prometheus, for a collector that reads files. */
final class PrometheusText {
    private static final Map<String, String> OF_INGEST = new LinkedHashMap<>();

    static {
        OF_INGEST.put("rows", "Rows read.");
        OF_INGEST.put("written", "Rows written, in all runs of this source together.");
        OF_INGEST.put("rejected", "Rows that were not written.");
        OF_INGEST.put("rowsPerSecond", "Rows read and written each second.");
    }

    private final StringBuilder text = new StringBuilder();

    private PrometheusText() {}

    static String of(JsonNode run) {
        PrometheusText metrics = new PrometheusText();
        String pipeline = label("pipeline", run.path("pipeline").asText());
        boolean complete = run.path("status").asText().equals("complete");
        metrics.gauge(
                "kith_pipeline_success",
                "Whether the last run is complete.",
                List.of(pipeline + "} " + (complete ? 1 : 0)));
        metrics.gauge(
                "kith_pipeline_finished_timestamp_seconds",
                "When the last run ended.",
                List.of(pipeline + "} "
                        + Instant.parse(run.path("finishedAt").asText()).getEpochSecond()));
        metrics.gauge("kith_step_seconds", "How long a step took.", samples(run, pipeline, "", "seconds"));
        OF_INGEST.forEach((key, help) -> metrics.gauge(
                "kith_ingest_" + key.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT),
                help,
                samples(run, pipeline, "/result/sources/0", key)));
        return metrics.text.toString();
    }

    private static List<String> samples(JsonNode run, String pipeline, String place, String key) {
        List<String> samples = new ArrayList<>();
        run.path("steps").properties().forEach(step -> {
            JsonNode value = step.getValue().at(place).path(key);
            if (value.isNumber()) {
                samples.add(pipeline + "," + label("step", step.getKey()) + "} " + value.asText());
            }
        });
        return samples;
    }

    private static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private void gauge(String name, String help, List<String> samples) {
        if (!samples.isEmpty()) {
            text.append("# HELP ").append(name).append(' ').append(help).append('\n');
            text.append("# TYPE ").append(name).append(" gauge\n");
            samples.forEach(
                    sample -> text.append(name).append('{').append(sample).append('\n'));
        }
    }

    /** Replaces the file as a whole: a collector may read it at any time. */
    static void write(JsonNode run, Path file) {
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(partial, of(run));
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new KithException("The file of metrics " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
