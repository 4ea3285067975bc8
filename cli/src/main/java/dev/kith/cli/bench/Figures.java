package dev.kith.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.learn.Report;
import dev.kith.gnn.tensor.kernel.Kernels;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/** The figures of one benchmark, with the machine they were taken on. */
final class Figures {
    private final ObjectNode json = Report.object();

    /** Takes the load before anything is measured. */
    Figures(String name) {
        json.put("name", name);
        json.putObject("machine")
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("load", load())
                .put("java", Runtime.version().toString())
                .put("kernels", Kernels.chosen().name());
    }

    /** Average number of processes that wanted a processor in the last minute, this one included. */
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    ObjectNode json() {
        return json;
    }

    /** Prints one JSON object, or {@code words} and the machine. */
    void print(PrintWriter out, boolean asJson, String words) {
        if (asJson) {
            out.println(Report.line(json));
        } else {
            out.println(words);
            out.printf(
                    Locale.ROOT,
                    "On %d processors, load %.1f before it began, Java %s, %s kernels.%n",
                    json.path("machine").path("processors").asInt(),
                    json.path("machine").path("load").asDouble(),
                    json.path("machine").path("java").asText(),
                    json.path("machine").path("kernels").asText());
        }
        out.flush();
    }

    /** The middle value; the lower of two. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    static double min(double[] values) {
        return Arrays.stream(values).min().orElse(Double.NaN);
    }
}
