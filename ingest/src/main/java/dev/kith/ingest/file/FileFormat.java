package dev.kith.ingest.file;

import dev.kith.graph.KithException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a file holds, by the end of its name without that of its compression. */
public enum FileFormat {
    CSV(".csv .tsv"),
    JSON_LINES(".jsonl .ndjson"),
    PARQUET(".parquet"),
    ARROW(".arrow .arrows .feather"),
    /** A query, whose rows lie elsewhere. */
    CYPHER(".cypher");

    private final String endings;

    FileFormat(String endings) {
        this.endings = endings;
    }

    private Stream<String> endings() {
        return Arrays.stream(endings.split(" "));
    }

    /** The format of a file with such a name, if it is one of these. */
    public static Optional<FileFormat> find(Path file) {
        String name = Compression.of(file).stripped(file).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.endings().anyMatch(name::endsWith))
                .findFirst();
    }

    /** @throws KithException where the name ends in none of the known ways */
    public static FileFormat of(Path file) {
        return find(file)
                .orElseThrow(() -> new KithException(
                        "The file %s has no ending that Kith knows; it reads %s, the first two also with .gz or .zst behind."
                                .formatted(
                                        file,
                                        Arrays.stream(values())
                                                .flatMap(FileFormat::endings)
                                                .collect(Collectors.joining(", ")))));
    }

    /** The file's name without its endings, for example {@code people} of {@code people.csv.gz}. */
    public static String stem(Path file) {
        String name = Compression.of(file).stripped(file);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
