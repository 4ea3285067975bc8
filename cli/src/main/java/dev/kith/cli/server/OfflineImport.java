package dev.kith.cli.server;

import dev.kith.graph.KithException;
import dev.kith.ingest.offline.ImportFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fills the home of a server that has no database yet by Neo4j's offline importer: no transactions, ten times as fast.
 * If it fails there is no database afterwards, as before.
 */
public final class OfflineImport {
    private static final int SECONDS = 12 * 3_600;

    private OfflineImport() {}

    /** Makes the files to be imported. */
    public interface Making {
        /** @param folder where they are made; it is removed when they are read */
        ImportFiles in(Path folder) throws IOException;
    }

    /** @throws KithException where there is a database already, or the importer fails */
    public static void run(ServerSettings settings, Making making) {
        try (ServerHome home = ServerHome.open(settings.home())) {
            Path database = home.folder().resolve("data/databases/neo4j");
            if (Files.exists(database)) {
                throw new KithException(
                        "The server in %s has a database already, and the offline importer makes new ones only. Leave --offline out; if a first load was ended before its time, delete the folder."
                                .formatted(home.folder()));
            }
            home.prepare(settings, 0);
            Path folder = Files.createTempDirectory(home.folder(), "import-");
            try {
                load(settings, home, making.in(folder));
            } catch (RuntimeException | IOException e) {
                delete(database);
                delete(home.folder().resolve("data/transactions/neo4j"));
                throw e;
            } finally {
                delete(folder);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new KithException("The graph could not be written to " + settings.home() + ": " + e + ".", e);
        }
    }

    private static void load(ServerSettings settings, ServerHome home, ImportFiles files) throws IOException {
        List<String> command = new ArrayList<>(List.of("database", "import", "full", "neo4j"));
        command.addAll(files.options());
        command.add("--report-file=logs/import.report");
        files.nodes().forEach(table -> command.add("--nodes=" + names(home, table)));
        files.relationships().forEach(table -> command.add("--relationships=" + names(home, table)));
        AdminTool.run(settings, home, "import", command, SECONDS, "The graph could not be imported.");
    }

    /** Below the home, where the tool runs: the name of the home may have characters that mean something to it. */
    private static String names(ServerHome home, List<Path> files) {
        return files.stream()
                .map(file -> home.folder().relativize(file).toString())
                .collect(Collectors.joining(","));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
