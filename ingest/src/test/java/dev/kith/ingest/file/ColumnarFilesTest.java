package dev.kith.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnarFilesTest {
    @TempDir
    Path folder;

    /** The files were written by parquet-java's example writer. */
    @ParameterizedTest
    @ValueSource(strings = {"people-snappy.parquet", "people-zstd.parquet"})
    void parquet(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = ColumnarFilesTest.class.getResourceAsStream(name)) {
            Files.copy(in, file);
        }
        try (RowReader rows = Rows.open(file, null, null)) {
            assertThat(rows.columns()).containsExactly("id", "name", "born", "height", "member", "vector");
        }
        List<Row> rows = CsvRowsTest.all(Rows.open(file, null, null));
        assertThat(rows).hasSize(5);
        assertThat(((Row.Cells) rows.get(1)).cells())
                .containsExactly(1L, "Jürgen 1", LocalDate.ofEpochDay(10_001), 2.5, false, List.of(1.0, 1.25, 1.5));
        assertThat(((Row.Cells) rows.get(2)).cells().get(2)).isNull();
        assertThat(((Row.Cells) rows.get(3)).cells().get(1)).isNull();
        assertThat(rows.get(4).line()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void arrow(boolean asFile) throws IOException {
        Path file = folder.resolve("people.arrow");
        writeArrow(file, asFile);
        List<Row> rows = CsvRowsTest.all(Rows.open(file, null, null));
        assertThat(rows).hasSize(4);
        assertThat(((Row.Cells) rows.get(1)).cells())
                .containsExactly(
                        1L,
                        "Zoë 1",
                        LocalDate.ofEpochDay(1),
                        ZonedDateTime.of(1970, 1, 1, 0, 0, 1, 0, ZoneOffset.UTC),
                        List.of(1L, 2L));
        assertThat(((Row.Cells) rows.get(3)).cells().get(0)).isEqualTo(1L);
    }

    @Test
    void damagedFilesGiveRowsOrOneSentence() throws IOException {
        Path arrow = folder.resolve("a.arrow");
        writeArrow(arrow, true);
        Path parquet = folder.resolve("p.parquet");
        try (InputStream in = ColumnarFilesTest.class.getResourceAsStream("people-zstd.parquet")) {
            Files.copy(in, parquet);
        }
        int refused = 0;
        for (Path whole : List.of(arrow, parquet)) {
            byte[] bytes = Files.readAllBytes(whole);
            for (int cut = 0; cut < bytes.length; cut += 37) {
                Path damaged = folder.resolve("damaged" + whole.getFileName());
                Files.write(damaged, Arrays.copyOf(bytes, cut));
                try {
                    CsvRowsTest.all(Rows.open(damaged, null, null));
                } catch (KithException e) {
                    refused++;
                    assertThat(e).hasMessageContaining(damaged.toString());
                }
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void aTextThatIsCalledArrowIsRefusedAndTakesNoMemory() throws IOException {
        Path file = Files.writeString(folder.resolve("people.arrow"), "id,name\n1,Ada\n");
        assertThatThrownBy(() -> Rows.open(file, null, null))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("people.arrow")
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void aCompressedColumnarFileIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("a.parquet.gz"), new byte[10]);
        assertThatThrownBy(() -> Rows.open(file, null, null))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("unpack it first");
    }

    private static void writeArrow(Path file, boolean asFile) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                BigIntVector id = new BigIntVector("id", allocator);
                VarCharVector name = new VarCharVector("name", allocator);
                DateDayVector born = new DateDayVector("born", allocator);
                TimeStampMicroTZVector seen = new TimeStampMicroTZVector("seen", allocator, "UTC");
                ListVector numbers = ListVector.empty("numbers", allocator)) {
            UnionListWriter lists = numbers.getWriter();
            for (int i = 0; i < 2; i++) {
                id.setSafe(i, i);
                name.setSafe(i, ("Zoë " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8));
                born.setSafe(i, i);
                seen.setSafe(i, i * 1_000_000L);
                lists.setPosition(i);
                lists.startList();
                lists.bigInt().writeBigInt(i);
                lists.bigInt().writeBigInt(2L * i);
                lists.endList();
            }
            numbers.setValueCount(2);
            VectorSchemaRoot root = VectorSchemaRoot.of(id, name, born, seen, numbers);
            root.setRowCount(2);
            try (OutputStream out = Files.newOutputStream(file);
                    ArrowWriter writer = asFile
                            ? new ArrowFileWriter(root, null, Channels.newChannel(out))
                            : new ArrowStreamWriter(root, null, Channels.newChannel(out))) {
                writer.start();
                writer.writeBatch();
                writer.writeBatch();
                writer.end();
            }
        }
    }
}
