package dev.kith.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What any writer of CSV writes is read back, in any dialect. */
class CsvPropertiesTest {

    record Style(char delimiter, char quote, String lineEnd, boolean mark, boolean always) {}

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll("styles") Style style, @ForAll("tables") List<List<String>> table)
            throws IOException {
        Path file = Files.createTempFile("kith", ".csv");
        try {
            String text = (style.mark() ? "\uFEFF" : "") + "a" + style.delimiter() + "b" + style.delimiter() + "c"
                    + style.lineEnd()
                    + table.stream().map(row -> line(style, row)).collect(Collectors.joining(style.lineEnd()))
                    + style.lineEnd();
            Files.writeString(file, text, StandardCharsets.UTF_8);
            List<Row> rows = CsvRowsTest.all(Rows.open(file, new Dialect(style.delimiter(), style.quote()), null));
            assertThat(rows).hasSameSizeAs(table);
            for (int r = 0; r < table.size(); r++) {
                assertThat(((Row.Cells) rows.get(r)).cells()).isEqualTo(table.get(r));
                assertThat(rows.get(r).text()).isEqualTo(line(style, table.get(r)));
            }
        } finally {
            Files.delete(file);
        }
    }

    private static String line(Style style, List<String> row) {
        return row.stream()
                .map(field -> field(style, field))
                .collect(Collectors.joining(String.valueOf(style.delimiter())));
    }

    private static String field(Style style, String field) {
        String quote = String.valueOf(style.quote());
        boolean needed = field.isEmpty()
                || field.chars().anyMatch(c -> c == style.delimiter() || c == style.quote() || c == '\n' || c == '\r');
        return needed || style.always() ? quote + field.replace(quote, quote + quote) + quote : field;
    }

    @Provide
    Arbitrary<Style> styles() {
        return net.jqwik.api.Combinators.combine(
                        Arbitraries.of(',', ';', '\t', '|', ':'),
                        Arbitraries.of('"', '\''),
                        Arbitraries.of("\n", "\r\n", "\r"),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(Style::new);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> field = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        4,
                        Arbitraries.strings()
                                .withChars("ab,;|:\t\"'\n\r é日😀 "
                                        .codePoints()
                                        .mapToObj(Character::toString)
                                        .collect(Collectors.joining())
                                        .replace("😀", "")
                                        .toCharArray())
                                .ofMaxLength(12)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of("", "😀 wide", "1e5", " spaces ")));
        return field.list().ofSize(3).list().ofMaxSize(30);
    }

    @Property(tries = 100)
    void numbersOfLinesAreThoseAnEditorShows(@ForAll("tables") List<List<String>> table) throws IOException {
        Style style = new Style(',', '"', "\n", false, false);
        Path file = Files.createTempFile("kith", ".csv");
        try {
            List<String> lines = table.stream()
                    .map(row -> line(
                            style, row.stream().map(f -> f.replace("\r", "")).toList()))
                    .toList();
            Files.writeString(file, "a,b,c\n" + String.join("\n", lines) + "\n");
            List<Row> rows = CsvRowsTest.all(Rows.open(file, new Dialect(',', '"'), null));
            long expected = 2;
            for (int r : IntStream.range(0, table.size()).toArray()) {
                assertThat(rows.get(r).line()).isEqualTo(expected);
                expected += 1 + lines.get(r).chars().filter(c -> c == '\n').count();
            }
        } finally {
            Files.delete(file);
        }
    }
}
