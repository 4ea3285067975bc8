package dev.kith.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowsTest {
    @TempDir
    Path folder;

    @Test
    void cellsLinesAndTextsAreThoseOfTheFile() throws IOException {
        List<Row> rows = rows("id,name\n1,Ada\n\n2,\"a \"\"b\"\"\nc\"\r\n3,\n4,\"\"\n");
        assertThat(rows)
                .containsExactly(
                        new Row.Cells(2, List.of("1", "Ada"), "1,Ada"),
                        new Row.Cells(4, List.of("2", "a \"b\"\nc"), "2,\"a \"\"b\"\"\nc\""),
                        new Row.Cells(6, java.util.Arrays.asList("3", null), "3,"),
                        new Row.Cells(7, List.of("4", ""), "4,\"\""));
    }

    @Test
    void aMarkOfUtf8IsNoPartOfTheHeaderAndUtf16IsRefused() throws IOException {
        assertThat(rows("\uFEFFid\n1\n")).hasSize(1);
        try (RowReader reader = open(write("bom.csv", "\uFEFFid\n1\n".getBytes(StandardCharsets.UTF_8)), ",")) {
            assertThat(reader.columns()).containsExactly("id");
        }
        Path utf16 = write("utf16.csv", "id\n1\n".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> open(utf16, ","))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("UTF-16")
                .hasMessageContaining("convert it to UTF-8");
    }

    @Test
    void aRowThatIsNotUtf8BreaksAloneAndUmlautsDoNot() throws IOException {
        byte[] latin = "id,name\n1,Jürgen\n2,Zoë\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(all(open(write("latin.csv", latin), ",")))
                .extracting(row -> ((Row.Broken) row).reason())
                .containsExactly("its field 2 is not UTF-8", "its field 2 is not UTF-8");
        assertThat(rows("id,name\n1,Jürgen 日本\n"))
                .containsExactly(new Row.Cells(2, List.of("1", "Jürgen 日本"), "1,Jürgen 日本"));
    }

    @Test
    void aRowOfAnotherLengthAndAnOpenQuoteAreBroken() throws IOException {
        assertThat(rows("a,b\n1\n1,2,3\n1,2\n4,\"open\nand more\n"))
                .containsExactly(
                        new Row.Broken(2, "it has 1 field and the header has 2", "1"),
                        new Row.Broken(3, "it has 3 fields and the header has 2", "1,2,3"),
                        new Row.Cells(4, List.of("1", "2"), "1,2"),
                        new Row.Broken(5, "its quotes are not closed", "4,\"open\nand more\n"));
        assertThat(rows("a\n\"x\"y\n2\n"))
                .containsExactly(
                        new Row.Broken(2, "something stands behind the closing quote of its field 1", "\"x\"y"),
                        new Row.Cells(3, List.of("2"), "2"));
    }

    @Test
    void otherDialectsAndTabs() throws IOException {
        Path file = write("pipe.csv", "a|b\n'x|y'|2\n".getBytes(StandardCharsets.UTF_8));
        assertThat(all(Rows.open(file, Dialect.of(file, "|", "'"), null)))
                .containsExactly(new Row.Cells(2, List.of("x|y", "2"), "'x|y'|2"));
        Path tabs = write("t.tsv", "a\tb\n1\t2\n".getBytes(StandardCharsets.UTF_8));
        assertThat(all(Rows.open(tabs, Dialect.of(tabs, null, null), null)))
                .containsExactly(new Row.Cells(2, List.of("1", "2"), "1\t2"));
    }

    @Test
    void packedFilesReadAsPlainOnesAndCutOffOnesAreRefused() throws IOException {
        byte[] text = "id\n1\n2\n".repeat(2_000).getBytes(StandardCharsets.UTF_8);
        Path gzip = folder.resolve("a.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(text);
        }
        Path zstd = folder.resolve("a.csv.zst");
        try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(zstd))) {
            out.write(text);
        }
        List<Row> plain = all(open(write("a.csv", text), ","));
        assertThat(all(open(gzip, ","))).isEqualTo(plain);
        assertThat(all(open(zstd, ","))).isEqualTo(plain);
        for (Path packed : List.of(gzip, zstd)) {
            byte[] bytes = Files.readAllBytes(packed);
            Path cut = write("cut" + packed.getFileName(), java.util.Arrays.copyOf(bytes, bytes.length - 9));
            assertThatThrownBy(() -> all(open(cut, ",")))
                    .isInstanceOf(KithException.class)
                    .hasMessageContaining("damaged or cut off");
        }
    }

    @Test
    void aRecordWithoutEndIsRefusedBeforeMemoryIsTaken() throws IOException {
        Path file = folder.resolve("open.csv");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("a\n1\n\"".getBytes(StandardCharsets.UTF_8));
            byte[] block = new byte[1 << 20];
            java.util.Arrays.fill(block, (byte) 'x');
            for (int i = 0; i < 20; i++) {
                out.write(block);
            }
        }
        assertThatThrownBy(() -> all(open(file, ",")))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("a quote that is not closed");
    }

    @Test
    void hugeFieldsBelowTheBoundAreRead() throws IOException {
        String huge = "é,\n".repeat(3_000_000);
        assertThat(rows("a,b\n1,\"" + huge + "\"\n2,x\n"))
                .extracting(row -> ((Row.Cells) row).cells())
                .containsExactly(List.of("1", huge), List.of("2", "x"));
    }

    private List<Row> rows(String text) throws IOException {
        return all(open(write("rows.csv", text.getBytes(StandardCharsets.UTF_8)), ","));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static RowReader open(Path file, String delimiter) {
        return Rows.open(file, Dialect.of(file, delimiter, null), null);
    }

    static List<Row> all(RowReader reader) {
        List<Row> rows = new ArrayList<>();
        try (reader) {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
