package dev.kith.ingest.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import dev.kith.ingest.file.BrokenValue;
import dev.kith.ingest.file.Dialect;
import dev.kith.ingest.file.Row;
import dev.kith.ingest.file.RowReader;
import dev.kith.ingest.file.Rows;
import dev.kith.ingest.source.NodeKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedFilesTest {
    @TempDir
    Path folder;

    @Test
    void headersInTheStyleOfNeo4jAdmin() throws IOException {
        String people = write(
                "people.csv",
                "personId:ID(Person),name,born:int,tags:string[],:LABEL,junk:IGNORE\np1,Ada,1815,a;b,Writer;Poet,x\np2,Bo,,,,y\n");
        String knows =
                write("knows.csv", ":START_ID(Person),since:date,:END_ID(Person),:TYPE\np1,1840-05-01,p2,KNOWS\n");
        MappedFiles files = infer(people, knows);
        Read read = read(files);
        assertThat(read.rejects).isEmpty();
        assertThat(files.keys()).containsExactly(new NodeKey("Person", "personId"));
        assertThat(read.entities.get(0).shape())
                .isEqualTo(new Shape.Nodes(
                        new NodeKey("Person", "personId"),
                        List.of("Person", "Writer", "Poet"),
                        List.of("name", "born", "tags")));
        assertThat(read.entities.get(0).values()).containsExactly("p1", "Ada", 1815L, List.of("a", "b"));
        assertThat(read.entities.get(1).values()).containsExactly("p2", "Bo", null, null);
        assertThat(read.entities.get(2).shape())
                .isEqualTo(new Shape.Relationships(
                        "KNOWS",
                        new NodeKey("Person", "personId"),
                        new NodeKey("Person", "personId"),
                        List.of("since")));
        assertThat(read.entities.get(2).values()).containsExactly("p1", "p2", java.time.LocalDate.of(1840, 5, 1));
    }

    @Test
    void plainColumnsWhereItIsObvious() throws IOException {
        String cities = write("cities.jsonl", "{\"id\":1,\"name\":\"Bern\",\"vector\":[0.5,1]}\n{\"id\":2}\n");
        String roads = write("road-to.csv", "from,to,km\n1,2,3\n");
        MappedFiles files = infer(cities, roads);
        Read read = read(files);
        assertThat(read.entities)
                .extracting(Entity::shape)
                .contains(new Shape.Nodes(new NodeKey("Cities", "id"), List.of("Cities"), List.of("name", "vector")))
                .contains(new Shape.Relationships(
                        "ROAD_TO", new NodeKey("Cities", "id"), new NodeKey("Cities", "id"), List.of("km")));
        assertThat(read.entities.get(0).values()).containsExactly(1L, "Bern", List.of(0.5, 1.0));
    }

    @Test
    void aHeaderFileForSeveralParts() throws IOException {
        write("h.csv", ":ID,name\n");
        write("part1.csv", "1,a\n");
        write("part2.csv", "2,b\n");
        MappedFiles files = infer("Thing=" + folder.resolve("h.csv") + "," + folder.resolve("part*.csv"));
        assertThat(read(files).entities).extracting(e -> e.values()[0]).containsExactly("1", "2");
        assertThat(files.keys()).containsExactly(new NodeKey("Thing", "id"));
    }

    @Test
    void theDescribedMappingReadsTheSameRows() throws IOException {
        String people = write("people.csv", "id:ID(P){id-type:long},name\n1,a\n2,b\n");
        String knows = write("knows.csv", ":START_ID(P),:END_ID(P),w:double\n1,2,0.5\n");
        MappedFiles inferred = infer(people, knows);
        Path file = Files.writeString(folder.resolve("mapping.yaml"), MappingFile.text(inferred.mapping()));
        Mapping again = MappingFile.read(file);
        assertThat(again).isEqualTo(inferred.mapping());
        MappedFiles reread = new MappedFiles("again", again, folder);
        assertThat(read(reread).values()).isEqualTo(read(inferred).values());
        String before = inferred.contentHash();
        assertThat(reread.contentHash()).isEqualTo(before);
        Files.writeString(folder.resolve("knows.csv"), ":START_ID(P),:END_ID(P),w:double\n1,2,0.6\n");
        assertThat(infer(people, knows).contentHash()).isNotEqualTo(before);
    }

    @Test
    void aMappingFileMayBeJsonAndNamesItsMistakes() throws IOException {
        write("a.csv", "code,town\n7,Bern\n");
        Path json = Files.writeString(
                folder.resolve("m.json"),
                "{\"nodes\":[{\"files\":\"a.csv\",\"labels\":\"City\",\"id\":{\"column\":\"code\",\"property\":\"nr\",\"type\":\"int\"},"
                        + "\"properties\":[{\"column\":\"town\",\"property\":\"name\"}]}]}");
        assertThat(read(new MappedFiles("json", MappingFile.read(json), folder)).values())
                .containsExactly(List.of(7L, "Bern"));
        Path mistyped = Files.writeString(folder.resolve("bad.yaml"), "nodes:\n  - files: a.csv\n    lables: [City]\n");
        assertThatThrownBy(() -> MappingFile.read(mistyped))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("bad.yaml")
                .hasMessageContaining("'lables'")
                .hasMessageContaining("did you mean 'labels'");
        Path lacking = Files.writeString(folder.resolve("lacking.yaml"), "nodes:\n  - files: a.csv\n");
        assertThatThrownBy(() -> MappingFile.read(lacking))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("a.csv")
                .hasMessageContaining("an id with a column");
    }

    @Test
    void whatIsNotObviousIsAsked() throws IOException {
        String odd = write("odd.csv", "x,y\n1,2\n");
        assertThatThrownBy(() -> infer(odd)).isInstanceOf(KithException.class).hasMessageContaining("mapping file");
        String a = write("a.csv", "id:ID(A)\n1\n");
        String b = write("b.csv", "id:ID(B)\n1\n");
        String r = write("r.csv", ":START_ID,:END_ID\n1,1\n");
        assertThatThrownBy(() -> infer(a, b, r))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("group");
    }

    @Test
    void aColumnThatWouldBeLeftOutIsRefused() throws IOException {
        String people = write("people.csv", "id:ID\n1\n");
        assertLeftOut(":ID,x:ID\n", "'x:ID'", "a.csv");
        assertLeftOut(":ID,:LABEL,more:LABEL\n", "'more:LABEL'", "a.csv");
        assertLeftOut(":ID,:TYPE\n", "':TYPE'", "a.csv");
        assertLeftOut(":ID,:START_ID\n", "':START_ID'", "a.csv");
        assertLeftOut(":START_ID,:END_ID,:LABEL\n", "':LABEL'", "a.csv");
        assertLeftOut(":START_ID,:END_ID,e:END_ID\n", "'e:END_ID'", "a.csv");
        String typed = write("typed.csv", ":START_ID,:END_ID,:TYPE\n1,1,X\n");
        assertThatThrownBy(() -> infer(people, "KNOWS=" + typed))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("':TYPE'")
                .hasMessageContaining("KNOWS");
    }

    private void assertLeftOut(String header, String... parts) throws IOException {
        String file = write("a.csv", header);
        assertThatThrownBy(() -> infer(file))
                .isInstanceOf(KithException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts).contains("left out"));
    }

    @Test
    void aLaterFileOfAPatternHasTheSameColumns() throws IOException {
        write("p1.csv", "id,name\n1,a\n");
        write("p2.csv", "name,id\nb,2\n");
        assertThat(read(infer("P=" + folder.resolve("p*.csv"))).values())
                .containsExactly(List.of("1", "a"), List.of("2", "b"));
        write("p3.csv", "id,name,extra\n3,c,lost\n");
        assertThatThrownBy(() -> infer("P=" + folder.resolve("p*.csv")))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("p3.csv")
                .hasMessageContaining("'extra'");
    }

    @Test
    void anArgumentHasOneFullName() {
        String file = folder.resolve("p.csv").toString();
        assertThat(SourceArgument.parse("P:Q=" + folder + "/x/../p.csv").absolute())
                .isEqualTo("P:Q=" + file);
        assertThat(SourceArgument.parse("p.csv").absolute())
                .isEqualTo(Path.of("p.csv").toAbsolutePath().toString());
        assertThat(SourceArgument.parse("./p.csv").absolute())
                .isEqualTo(SourceArgument.parse("p.csv").absolute());
    }

    @Test
    void aFileThatAppearsLaterIsNotRead() throws IOException {
        write("p1.csv", "id\n1\n");
        MappedFiles files = infer("P=" + folder.resolve("p*.csv"));
        write("p2.csv", "id\n2\n");
        assertThat(read(files).values()).containsExactly(List.of("1"));
    }

    @Test
    void aChangedFileIsSeenByItsTimeAndByItsSize() throws IOException {
        Path file = Path.of(write("p1.csv", "id\n1\n"));
        MappedFiles files = infer(file.toString());
        assertThat(files.changedFile()).isEmpty();
        FileTime before = Files.getLastModifiedTime(file);
        write("p1.csv", "id\n1\n2\n");
        Files.setLastModifiedTime(file, before);
        assertThat(files.changedFile()).contains(file);
        write("p1.csv", "id\n1\n");
        Files.setLastModifiedTime(file, before);
        assertThat(files.changedFile()).isEmpty();
        Files.delete(file);
        assertThat(files.changedFile()).contains(file);
    }

    @Test
    void aMappedFieldMayComeLate() throws IOException {
        write("late.jsonl", "{\"id\":1}\n".repeat(1_000) + "{\"id\":2,\"late\":3}\n");
        Path mapping = Files.writeString(
                folder.resolve("m.yaml"),
                "nodes:\n- files: late.jsonl\n  labels: L\n  id: {column: id}\n  properties: [{column: late}]\n");
        Read read = read(new MappedFiles("late", MappingFile.read(mapping), folder));
        assertThat(read.rejects).isEmpty();
        assertThat(read.entities.getLast().values()).containsExactly(2L, 3L);
    }

    @Test
    void aRowOfAColumnarFileHasASizeAndListsOfTextsCount() throws BrokenValue {
        String text = "x".repeat(1 << 20);
        ColumnPlaces columns = new ColumnPlaces(Path.of("a.arrow"), List.of("a"), ";");
        PropertyCells cells =
                new PropertyCells(columns, List.of(new PropertyColumn("a", "a", ValueType.ANY)), List.of());
        Object[] values = new Object[1];
        assertThat(cells.read(row(List.of(text, text)), values, 0)).isGreaterThan(2 << 20);
        assertThatThrownBy(() -> cells.read(row(java.util.Collections.nCopies(17, text)), values, 0))
                .isInstanceOf(BrokenValue.class)
                .hasMessageContaining("more than 16,777,216 characters");
    }

    private static Row.Cells row(Object value) {
        return new Row.Cells(1, List.of(value), null);
    }

    @Test
    void rowsThatCannotBeWrittenAreRejectedWithTheirPlace() throws IOException {
        String people = write("people.csv", "id:ID,age:int\n1,5\n,6\n3,old\n4,7,8\n");
        Read read = read(infer(people));
        assertThat(read.entities).hasSize(1);
        assertThat(read.rejects)
                .extracting(reject -> reject.origin().row().line() + ": " + reject.reason())
                .containsExactly(
                        "3: its column 'id:ID' is empty",
                        "4: its column 'age:int': 'old' is no int",
                        "5: it has 3 fields and the header has 2");
    }

    /** Whatever is done to a file: every row is written or rejected, or the file is refused in a sentence. */
    @Test
    void aThousandMutatedFiles() throws IOException {
        StringBuilder csv = new StringBuilder("id:ID,name,score:double,tags:string[],day:date\n");
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            csv.append(i)
                    .append(",\"N, ")
                    .append(i)
                    .append("\"\"é\n\",")
                    .append(i / 7.0)
                    .append(",a;b,2024-01-01\n");
            json.append("{\"id\":%d,\"name\":\"N\\n%d é\",\"v\":[1,2.5,%d]}\n".formatted(i, i, i));
        }
        byte[][] seeds = {
            csv.toString().getBytes(StandardCharsets.UTF_8), json.toString().getBytes(StandardCharsets.UTF_8)
        };
        Random random = new Random(11);
        int refused = 0;
        int rejected = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = mutate(seeds[i % 2], random);
            Path file = Files.write(folder.resolve(i % 2 == 0 ? "m.csv" : "m.jsonl"), bytes);
            try {
                MappedFiles files = infer(file.toString());
                Read first = read(files);
                Read second = read(files);
                assertThat(second.values()).usingRecursiveComparison().isEqualTo(first.values());
                rejected += first.rejects.size();
                first.header = i % 2 == 0 ? header(bytes) : "";
                assertNothingIsLost(bytes, first, i % 2 == 0);
            } catch (KithException e) {
                refused++;
                assertThat(e.getMessage()).endsWith(e.getMessage().endsWith("?") ? "?" : ".");
            }
        }
        assertThat(rejected).isGreaterThan(1_000);
        assertThat(refused).isLessThan(500);
    }

    /** The rows, with nothing but ends of lines and blank ones between them, are the end of the file, behind a header. */
    private static void assertNothingIsLost(byte[] bytes, Read read, boolean header) {
        String all = printed(new String(bytes, StandardCharsets.UTF_8));
        String rows = printed(read.texts());
        assertThat(all).endsWith(rows);
        assertThat(all.length() - rows.length())
                .isEqualTo(header ? printed(read.header).length() : 0);
    }

    /** Without ends of lines, blanks between them and a byte order mark, which belong to no row. */
    private static String printed(String text) {
        return text.replaceAll("[\r\n\t \uFEFF]+", "");
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        int changes = 1 + random.nextInt(8);
        for (int c = 0; c < changes; c++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "\",\n;\r{}[]:0".charAt(random.nextInt(11));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(80, bytes.length - random.nextInt(200)));
                default -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                    longer[at] = (byte) "\",\n".charAt(random.nextInt(3));
                    bytes = longer;
                }
            }
        }
        return bytes;
    }

    /** A mutated header may reach over several lines where a quote was put into it; the reader's first record is it. */
    private String header(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("header.csv"), bytes);
        try (RowReader rows = Rows.open(file, Dialect.of(file, null, null), List.of())) {
            return rows.next().text();
        }
    }

    private MappedFiles infer(String... arguments) {
        return new MappedFiles(
                "test",
                Inference.of(Arrays.stream(arguments).map(SourceArgument::parse).toList()),
                Path.of(""));
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Read read(MappedFiles files) {
        Read read = new Read();
        files.nodes(read);
        files.relationships(read);
        return read;
    }

    private static final class Read implements EntitySink {
        final List<Entity> entities = new ArrayList<>();
        final List<Reject> rejects = new ArrayList<>();
        final StringBuilder texts = new StringBuilder();
        String header = "";

        @Override
        public void accept(Entity entity) {
            entities.add(entity);
            texts.append(entity.origin().row().text());
        }

        @Override
        public void reject(Reject reject) {
            rejects.add(reject);
            texts.append(reject.origin().row().text());
        }

        List<List<Object>> values() {
            return entities.stream().map(e -> Arrays.asList(e.values())).toList();
        }

        String texts() {
            return texts.toString();
        }
    }
}
