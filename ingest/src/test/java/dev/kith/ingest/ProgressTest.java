package dev.kith.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long nanos;

    @Test
    void writesPlainLinesNowAndThen() {
        try (Progress progress = progress(OptionalLong.of(4_000), false)) {
            after(1, progress, 500);
            after(4, progress, 500);
            after(1, progress, 1_000);
            after(4, progress, 2_000);
        }
        assertThat(text().lines())
                .containsExactly(
                        "nodes          1,000 of 4,000 (25 %), 200/s, 15 s left",
                        "nodes          4,000, 400/s", "nodes          4,000, 400/s, 10 s");
    }

    @Test
    void drawsABarOnATerminal() {
        try (Progress progress = progress(OptionalLong.of(100), true)) {
            after(1, progress, 50);
        }
        assertThat(text())
                .startsWith("\r\033[Knodes          ████████████░░░░░░░░░░░░ 50 of 100 (50 %), 50/s, 1.0 s left");
        assertThat(text()).endsWith(System.lineSeparator());
    }

    @Test
    void needsNoTotal() {
        try (Progress progress = progress(OptionalLong.empty(), false)) {
            after(3_700, progress, 7_400);
        }
        assertThat(text().lines().reduce((a, b) -> b)).hasValue("nodes          7,400, 2/s, 1 h 1 min");
    }

    private Progress progress(OptionalLong total, boolean terminal) {
        return new Progress(
                "nodes", total, new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, () -> nanos);
    }

    private void after(int seconds, Progress progress, int steps) {
        nanos += seconds * 1_000_000_000L;
        progress.add(steps);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
