package dev.kith.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Values;

class FetchedRowsTest {
    @TempDir
    private Path folder;

    private Path write(List<List<Object>> rows) throws IOException, BrokenValue {
        Path file = folder.resolve("some" + FetchedRows.ENDING);
        try (FetchedRows.Writing writing = new FetchedRows.Writing(file, List.of("a b", "c"))) {
            for (List<Object> row : rows) {
                writing.add(row);
            }
            assertThat(writing.rows()).isEqualTo(rows.size());
        }
        return file;
    }

    @Test
    void everyKindOfValueComesBack() throws IOException, BrokenValue {
        List<Object> values = new ArrayList<>(Arrays.asList(
                null,
                true,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                3L,
                3.0,
                1e300,
                Double.MIN_VALUE,
                -0.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                "",
                "line\n\"quoted\"\u0000🙂",
                LocalDate.of(-5, 2, 28),
                LocalTime.of(1, 2, 3, 4),
                OffsetTime.parse("10:00:00.000000001+01:30"),
                LocalDateTime.parse("2020-02-29T23:59:59"),
                ZonedDateTime.parse("2020-06-01T12:00+02:00[Europe/Berlin]"),
                Values.isoDuration(-1, 40, 86_401, 999_999_999).asIsoDuration(),
                Values.point(7203, 1.5, -2).asPoint(),
                Values.point(4979, 1, 2, 3).asPoint(),
                List.of(),
                List.of(1L, 2L),
                List.of(1.0, Double.NaN),
                List.of("x;y", "")));
        List<List<Object>> rows = values.stream()
                .map(value -> Arrays.asList(value, (Object) "next"))
                .toList();
        Path file = write(rows);
        try (RowReader read = new FetchedRows(file)) {
            assertThat(read.columns()).containsExactly("a b", "c");
            for (int r = 0; r < rows.size(); r++) {
                Row.Cells row = (Row.Cells) read.next();
                assertThat(row.cells()).isEqualTo(rows.get(r));
                assertThat(row.line()).isEqualTo(r + 1);
            }
            assertThat(read.next()).isNull();
        }
    }

    @Test
    void whatNoPropertyHoldsIsRefused() {
        for (Object value : List.of(Map.of("a", 1L), List.of(List.of(1L)), Arrays.asList(1L, null), new byte[] {1})) {
            assertThatThrownBy(() -> write(List.of(List.of("first", 1L), List.of("second", value))))
                    .isInstanceOf(BrokenValue.class)
                    .hasMessageStartingWith("the column 'c' of row 2 is a")
                    .hasMessageEndingWith("and no column holds one");
        }
    }

    @Test
    void aRowIsBounded() {
        assertThatThrownBy(() -> write(List.of(List.of("x".repeat(9 << 20), List.of("y".repeat(8 << 20))))))
                .isInstanceOf(BrokenValue.class)
                .hasMessage("row 1 has 17,825,793 characters, and may have 16,777,216");
    }

    @Test
    void rowsThatAreCutOffAreNamed() throws IOException, BrokenValue {
        Path file = write(List.of(List.of("text", 1L), List.of("text", 2L)));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 6));
        assertThatThrownBy(() -> {
                    try (RowReader read = new FetchedRows(file)) {
                        while (read.next() != null) {
                            assertThat(read.columns()).hasSize(2);
                        }
                    }
                })
                .isInstanceOf(KithException.class)
                .hasMessageContaining(file.getFileName().toString());
    }

    @Test
    void aQueryHasRowsOnlyWhereTheyWereFetched() throws IOException {
        Path query = Files.writeString(folder.resolve("people.cypher"), "MATCH (n) RETURN n.id AS id");
        assertThatThrownBy(() -> Rows.open(query, null, null))
                .isInstanceOf(KithException.class)
                .hasMessageContaining(
                        "people.cypher holds a query for another Neo4j; name its server with --from URI.");
    }
}
