package dev.kith.ingest.query;

import dev.kith.graph.KithException;
import dev.kith.ingest.file.Fetched;
import dev.kith.ingest.file.FetchedRows;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the queries of one ingest have given: each time all of them in a folder of its own, so that whoever goes on with the
 * ingest finds the rows that it was begun with, and nobody writes where another one reads. All of it goes when they are
 * delivered.
 */
public final class KeptRows {
    private static final String WHOLE = "rows-";
    private static final String PARTIAL = "part-";

    private final Path folder;

    /** @param folder of this ingest alone; it is made, for its owner alone */
    public KeptRows(Path folder) {
        this.folder = folder;
    }

    /** Puts rows into files: of query k into the k-th. */
    @FunctionalInterface
    interface Fetching {
        void into(List<Path> files) throws IOException;
    }

    /** All rows of some queries, or none where that fails. */
    Fetched keep(List<Path> queries, Fetching fetching) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Path part = Files.createTempDirectory(folder, PARTIAL);
            try {
                fetching.into(files(part, queries.size()));
                String name = part.getFileName().toString();
                Path whole = folder.resolve(WHOLE + name.substring(PARTIAL.length()));
                Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
                return fetched(whole, queries);
            } finally {
                delete(part);
                deleteIfEmpty();
            }
        } catch (IOException e) {
            throw new KithException("Rows cannot be kept in " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    /** What was kept before, of as many queries. */
    public List<Fetched> before(List<Path> queries) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(one -> one.getFileName().toString().startsWith(WHOLE))
                    .sorted()
                    .map(whole -> fetched(whole, queries))
                    .filter(fetched -> fetched.rows().values().stream().allMatch(Files::isRegularFile))
                    .toList();
        } catch (IOException e) {
            throw new KithException("The folder " + folder + " cannot be listed: " + e.getMessage() + ".", e);
        }
    }

    private static Fetched fetched(Path whole, List<Path> queries) {
        List<Path> files = files(whole, queries.size());
        Map<Path, Path> rows = new HashMap<>();
        for (int k = 0; k < files.size(); k++) {
            rows.put(queries.get(k), files.get(k));
        }
        return new Fetched(rows);
    }

    private static List<Path> files(Path parent, int count) {
        List<Path> files = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            files.add(parent.resolve(k + FetchedRows.ENDING));
        }
        return files;
    }

    /** Deletes some rows. */
    public void discard(Fetched fetched) {
        fetched.rows().values().stream().map(Path::getParent).distinct().forEach(KeptRows::delete);
        deleteIfEmpty();
    }

    private void deleteIfEmpty() {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // Others are still needed.
        } catch (IOException e) {
            throw new KithException("Rows that were fetched cannot be deleted: " + e.getMessage() + ".", e);
        }
    }

    /** Deletes all of them, those that were never taken again among them. */
    public void discardAll() {
        delete(folder);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new KithException("Rows that were fetched cannot be deleted: " + e.getMessage() + ".", e);
        }
    }
}
