package dev.kith.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    @Test
    void everyFigureIsAGaugeWithItsPipelineAndStep() throws IOException {
        String run = """
                {"run":"r","pipeline":"night\\"ly","status":"complete","finishedAt":"2026-01-01T00:00:01Z","steps":{
                 "1-ingest":{"status":"complete","seconds":2.5,
                   "result":{"sources":[{"rows":7,"written":5,"rejected":2,"rowsPerSecond":2.8}]}},
                 "2-train":{"status":"complete","seconds":1.0}}}
                """;
        assertThat(PrometheusText.of(new ObjectMapper().readTree(run))
                        .lines()
                        .filter(line -> !line.startsWith("# HELP")))
                .containsExactly(
                        "# TYPE kith_pipeline_success gauge",
                        "kith_pipeline_success{pipeline=\"night\\\"ly\"} 1",
                        "# TYPE kith_pipeline_finished_timestamp_seconds gauge",
                        "kith_pipeline_finished_timestamp_seconds{pipeline=\"night\\\"ly\"} 1767225601",
                        "# TYPE kith_step_seconds gauge",
                        "kith_step_seconds{pipeline=\"night\\\"ly\",step=\"1-ingest\"} 2.5",
                        "kith_step_seconds{pipeline=\"night\\\"ly\",step=\"2-train\"} 1.0",
                        "# TYPE kith_ingest_rows gauge",
                        "kith_ingest_rows{pipeline=\"night\\\"ly\",step=\"1-ingest\"} 7",
                        "# TYPE kith_ingest_written gauge",
                        "kith_ingest_written{pipeline=\"night\\\"ly\",step=\"1-ingest\"} 5",
                        "# TYPE kith_ingest_rejected gauge",
                        "kith_ingest_rejected{pipeline=\"night\\\"ly\",step=\"1-ingest\"} 2",
                        "# TYPE kith_ingest_rows_per_second gauge",
                        "kith_ingest_rows_per_second{pipeline=\"night\\\"ly\",step=\"1-ingest\"} 2.8");
    }
}
