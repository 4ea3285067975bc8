package dev.kith.ingest.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import dev.kith.ingest.delivery.DeliveryOptions;
import dev.kith.ingest.delivery.FirstLoad;
import dev.kith.ingest.delivery.MissingEnd;
import dev.kith.ingest.mapping.Inference;
import dev.kith.ingest.mapping.MappedFiles;
import dev.kith.ingest.mapping.MappingFile;
import dev.kith.ingest.mapping.Reject;
import dev.kith.ingest.mapping.SourceArgument;
import dev.kith.ingest.write.WriteMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportTablesTest {
    @TempDir
    Path folder;

    private final List<Reject> rejects = new ArrayList<>();

    /** Values of several types under one name go into a table each; a gap fits into any. */
    @Test
    void aTableHasOneTypeInEachColumn() throws IOException {
        ImportFiles files = tables(
                        "{\"id\": 1, \"v\": 2}\n{\"id\": 2, \"v\": \"a\\\"b\"}\n{\"id\": 3}\n{\"id\": 4, \"v\": [1.5, 2]}\n")
                .files();
        assertThat(files.relationships()).isEmpty();
        assertThat(files.nodes().stream().map(ImportTablesTest::text))
                .containsExactly(
                        "id:ID(T){id-type:long},v:long,:LABEL\n\"1\",\"2\",\"T\"\n\"3\",,\"T\"\n",
                        "id:ID(T){id-type:long},v:string,:LABEL\n\"2\",\"a\"\"b\",\"T\"\n",
                        "id:ID(T){id-type:long},v:double[],:LABEL\n\"4\",\"1.5\u001F2.0\",\"T\"\n");
    }

    @Test
    void aColumnWithoutValuesIsLeftOutAndTheEmptyTextIsNone() throws IOException {
        ImportTables tables = new ImportTables(folder, rejects::add);
        MappedFiles csv = mapped("t.csv", "id:ID(T),a,b,:LABEL\nx,\"\",,More\n");
        csv.nodes(tables);
        assertThat(tables.files().nodes().stream().map(ImportTablesTest::text))
                .containsExactly("id:ID(T){id-type:string},a:string,:IGNORE,:LABEL\n\"x\",\"\",,\"T\u001FMore\"\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\": 1, \"v\": []}|an empty list",
                "{\"id\": 1, \"v\": [\"a\", \"\"]}|a list with an empty text",
                "{\"id\": 1, \"v\": [\"a\\u001Fb\"]}|the character U+001F",
                "{\"id\": 1.5}|a key that is neither",
                "{\"id\": 1, \"a(b\": 2}|the name 'a(b' of a property",
            })
    void whatTheImporterCannotHoldIsRefused(String row, String why) {
        assertThatThrownBy(() -> tables(row + "\n").files())
                .isInstanceOf(KithException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("Leave --offline out");
    }

    @Test
    void keysOfTwoKindsAreRefused() {
        assertThatThrownBy(() -> tables("{\"id\": 1}\n{\"id\": \"one\"}\n"))
                .hasMessageContaining("line 2 has keys of :T of which some are numbers and some texts");
    }

    @Test
    void endsMustBeInTheFiles() throws IOException {
        ImportTables tables = new ImportTables(folder, rejects::add);
        Files.writeString(folder.resolve("knows.csv"), "from,to\n1,2\n");
        Path mapping = Files.writeString(folder.resolve("mapping.yaml"), """
                relationships:
                - files: [knows.csv]
                  type: KNOWS
                  source: {column: from, label: T, property: id}
                  target: {column: to, label: T, property: id}
                """);
        MappedFiles knows = new MappedFiles("knows", MappingFile.read(mapping), folder);
        assertThatThrownBy(() -> knows.relationships(tables)).hasMessageContaining("there is no node (:T)");
    }

    @Test
    void whatOnlyARunningServerCanDoIsRefused() throws IOException {
        MappedFiles files = mapped("t.csv", "id:ID(T)\n1\n");
        assertThatThrownBy(
                        () -> new FirstLoad(files, new DeliveryOptions("p", null, MissingEnd.FAIL, null, true, true)))
                .hasMessageContaining("does not go with --changed rerun.");
        assertThatThrownBy(
                        () -> new FirstLoad(files, new DeliveryOptions("p", null, MissingEnd.FAIL, null, false, false)))
                .hasMessageContaining("does not go with --no-plugin.");
        assertThatThrownBy(() -> new FirstLoad(
                        files, new DeliveryOptions("p", null, MissingEnd.SKIP, folder.resolve("r"), false, true)))
                .hasMessageContaining("--missing FAIL only");
        assertThatThrownBy(() -> new FirstLoad(
                        files, new DeliveryOptions("p", WriteMode.MERGE, MissingEnd.FAIL, null, false, true)))
                .hasMessageContaining("--mode MERGE");
    }

    private ImportTables tables(String rows) throws IOException {
        ImportTables tables = new ImportTables(folder, rejects::add);
        mapped("t.jsonl", rows).nodes(tables);
        assertThat(rejects).isEmpty();
        return tables;
    }

    private MappedFiles mapped(String name, String text) throws IOException {
        SourceArgument argument = SourceArgument.parse(
                (name.startsWith("t.") ? "T=" : "") + Files.writeString(folder.resolve(name), text));
        return new MappedFiles(name, List.of(argument.absolute()), Inference.of(List.of(argument)), Path.of(""));
    }

    private static String text(List<Path> files) {
        return Stream.of(files.get(0), files.get(1))
                .map(file -> {
                    try {
                        return Files.readString(file);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .reduce("", String::concat);
    }
}
