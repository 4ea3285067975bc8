package dev.kith.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {
    @TempDir
    Path folder;

    @Test
    void valuesKeepTheirKinds() throws IOException {
        List<Row> rows =
                rows("{\"id\":1,\"x\":1.5,\"ok\":true,\"name\":\"Ada\",\"v\":[1,2.5]}\r\n\n{\"id\":2,\"ok\":null}");
        assertThat(rows).hasSize(2);
        assertThat(((Row.Cells) rows.get(0)).cells()).containsExactly(1L, 1.5, true, "Ada", List.of(1L, 2.5));
        assertThat(((Row.Cells) rows.get(1)).cells()).isEqualTo(Arrays.asList(2L, null, null, null, null));
        assertThat(rows.get(1).line()).isEqualTo(3);
        assertThat(rows.get(1).text()).isEqualTo("{\"id\":2,\"ok\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '#',
            value = {
                "[1]~it is no JSON object",
                "{\"id\":1~it is no JSON object",
                "{\"id\":1}{}~something stands behind",
                "{\"id\":{}}~is an object",
                "{\"id\":[[1]]}~a list of lists",
                "{\"id\":1,\"id\":2}~Duplicate field 'id'",
                "{\"id\":123456789012345678901}~more than 64 bits",
                "{\"id\":\"a\\ud800b\"}~half a character, \\ud800",
                "{\"id\":[\"\\udc00\"]}~half a character, \\udc00",
                "{\"id\\ud83d\":1}~half a character, \\ud83d",
                "{\"id\":1e999}~larger than any"
            })
    void whatNoPropertyHoldsIsBroken(String line, String reason) throws IOException {
        List<Row> rows = rows("{\"id\":7}\n" + line + "\n{\"id\":8}\n");
        assertThat(rows).hasSize(3);
        assertThat(((Row.Broken) rows.get(1)).reason()).contains(reason);
        assertThat(rows.get(1).text()).isEqualTo(line);
    }

    @Test
    void pairsOfEscapesAreCharacters() throws IOException {
        assertThat(((Row.Cells) rows("{\"id\":\"\\ud83d\\ude00\"}\n").getFirst()).cells())
                .containsExactly("\uD83D\uDE00");
    }

    @Test
    void aFieldThatComesLateIsNotDroppedUnseen() throws IOException {
        List<Row> rows = rows("{\"id\":1}\n".repeat(1_000) + "{\"id\":2,\"late\":3}\n");
        assertThat(rows).hasSize(1_001);
        assertThat(((Row.Broken) rows.getLast()).reason()).contains("the field 'late'", "mapping file");
    }

    @Test
    void aLineThatIsNotUtf8IsBrokenAlone() throws IOException {
        byte[] latin = "{\"id\":\"ü\"}\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("latin.jsonl"), latin);
        assertThat(CsvRowsTest.all(Rows.open(file, null, null)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Row.Broken.class, row -> assertThat(row.reason()).isEqualTo("it is not UTF-8"));
    }

    private List<Row> rows(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("rows.jsonl"), text);
        return CsvRowsTest.all(Rows.open(file, null, null));
    }
}
