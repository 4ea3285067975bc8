package dev.kith.ingest.mapping;

import dev.kith.graph.KithException;
import dev.kith.ingest.file.FileFormat;
import dev.kith.ingest.file.FilePattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files as they are named on a command line, like {@code neo4j-admin} takes them: {@code people.csv}, {@code
 * 'people-*.csv'}, {@code Person:Actor=header.csv,part1.csv,part2.csv}. Of several with commas between them, the first
 * holds the header only.
 *
 * @param names labels of nodes, or the type of relationships; empty where the argument does not say it
 */
public record SourceArgument(List<String> names, FileSet files) {

    /** Whether an argument means files of rows rather than a folder or a name. */
    public static boolean isFiles(String argument) {
        return Arrays.stream(paths(argument).split(",", -1))
                .allMatch(path -> !path.isEmpty()
                        && FileFormat.find(Path.of(path)).isPresent()
                        && !Files.isDirectory(Path.of(path)));
    }

    public static SourceArgument parse(String argument) {
        String paths = paths(argument);
        List<String> names = paths.length() == argument.length()
                ? List.of()
                : List.of(argument.substring(0, argument.length() - paths.length() - 1)
                        .split(":", -1));
        if (names.contains("")) {
            throw new KithException("'" + argument + "' has an empty name before its '='; write Label=FILE.");
        }
        List<String> all = List.of(paths.split(",", -1));
        FileSet files = all.size() == 1
                ? FileSet.of(all)
                : new FileSet(all.subList(1, all.size()), all.getFirst(), null, null, null);
        return new SourceArgument(names, files);
    }

    private static String paths(String argument) {
        int equals = argument.indexOf('=');
        return equals <= 0 || Files.exists(Path.of(argument)) ? argument : argument.substring(equals + 1);
    }

    /** The same by full names, from whatever folder it was named. */
    public String absolute() {
        String paths = Stream.concat(Stream.ofNullable(files.header()), files.files().stream())
                .map(path -> Path.of(path).toAbsolutePath().normalize().toString())
                .collect(Collectors.joining(","));
        return names.isEmpty() ? paths : String.join(":", names) + "=" + paths;
    }

    /** Every file that it means, the header's among them. */
    public Stream<Path> expanded() {
        return Stream.concat(Stream.ofNullable(files.header()), files.files().stream())
                .flatMap(pattern -> FilePattern.expand(Path.of(""), pattern).stream());
    }

    Path first() {
        return FilePattern.expand(Path.of(""), files.files().getFirst()).getFirst();
    }
}
