package dev.kith.cli.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Why Neo4j's tool failed: its own output says only where the traces of its exceptions are. */
final class AdminFailure {
    private static final String CAUSE = "Caused by: ";

    private AdminFailure() {}

    /** The innermost cause of the latest failure, in one line; empty where none is told. */
    static String reason(Path logs) throws IOException {
        Path latest = null;
        try (DirectoryStream<Path> traces = Files.newDirectoryStream(logs, "neo4j-admin-exception-trace-*.log")) {
            for (Path trace : traces) {
                // Their names have the time in them.
                if (latest == null || trace.compareTo(latest) > 0) {
                    latest = trace;
                }
            }
        }
        return latest == null ? "" : innermost(Files.readAllLines(latest));
    }

    static String innermost(List<String> trace) {
        int at = -1;
        for (int i = 0; i < trace.size(); i++) {
            at = trace.get(i).startsWith(CAUSE) ? i : at;
        }
        if (at < 0) {
            return "";
        }
        return trace.stream()
                .skip(at)
                .takeWhile(line -> !line.startsWith("\t"))
                .map(String::strip)
                .collect(Collectors.joining(" "))
                // "Caused by: some.Exception: why", also where one exception repeats another's words.
                .replaceFirst("^" + CAUSE + "(\\S+(Exception|Error): )+", "")
                .strip();
    }
}
