package dev.kith.ingest.file;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** A file, or the files of a folder whose names match: {@code *}, {@code ?}, {@code [..]} and {@code {..}}. */
public final class FilePattern {
    private static final int MOST_FILES = 100_000;

    private FilePattern() {}

    /** The files in the order of their names. */
    public static List<Path> expand(Path folder, String pattern) {
        Path plain = folder.resolve(pattern);
        if (Files.exists(plain) || !pattern.matches("(?s).*[*?\\[{].*")) {
            return List.of(plain);
        }
        Path parent = plain.getParent() == null ? Path.of("") : plain.getParent();
        try (Stream<Path> files = Files.list(parent)) {
            PathMatcher names = FileSystems.getDefault()
                    .getPathMatcher("glob:" + plain.getFileName().toString());
            List<Path> found = files.filter(file -> names.matches(file.getFileName()) && Files.isRegularFile(file))
                    .sorted()
                    .limit(MOST_FILES + 1L)
                    .toList();
            if (found.isEmpty() || found.size() > MOST_FILES) {
                throw new KithException(
                        found.isEmpty()
                                ? "No file matches '" + plain + "'."
                                : "More than %,d files match '%s'; take them in parts.".formatted(MOST_FILES, plain));
            }
            return found;
        } catch (IOException e) {
            throw new KithException("The folder of '" + plain + "' cannot be listed; check that it exists.", e);
        } catch (PatternSyntaxException e) {
            throw new KithException("'" + plain + "' is neither a file nor a pattern: " + e.getDescription() + ".", e);
        }
    }
}
