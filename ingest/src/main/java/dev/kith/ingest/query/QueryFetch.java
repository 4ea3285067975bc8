package dev.kith.ingest.query;

import dev.kith.graph.KithException;
import dev.kith.ingest.Progress;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.file.BrokenValue;
import dev.kith.ingest.file.ContentHash;
import dev.kith.ingest.file.Fetched;
import dev.kith.ingest.file.FetchedRows;
import dev.kith.ingest.file.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.exceptions.ClientException;

/**
 * Runs queries on a server, each in one read transaction, and keeps their rows in a folder until they are delivered: an
 * ingest that is gone on with reads the same rows. Held in memory are some thousands of them.
 */
public final class QueryFetch {
    private static final long FETCH_SIZE = 2_000;
    private static final String UNFINISHED = ".unfinished";

    private final Path folder;
    private final Connection connection;
    private final Consumer<String> say;
    private final Map<Path, Path> rows = new HashMap<>();

    /**
     * @param folder of the rows; it is made, for its owner alone
     * @param say told what is done
     */
    public QueryFetch(Path folder, Connection connection, Consumer<String> say) {
        this.folder = folder;
        this.connection = connection;
        this.say = say;
    }

    /** Whether a file holds a query. */
    public static boolean isQuery(Path file) {
        return FileFormat.find(file).orElse(null) == FileFormat.CYPHER;
    }

    /**
     * The rows of those of some files that hold queries: as they were fetched before, where they were not delivered since,
     * else of now.
     *
     * @param purpose rows that are kept for another one are not taken
     * @throws KithException where a query fails, or gives what a property cannot hold
     */
    public Fetched fetch(Stream<Path> files, String purpose) {
        return of(files, query -> {
            Path kept = kept(query, purpose);
            if (Files.exists(kept)) {
                say.accept("The rows of " + query.file() + " that were fetched at " + modified(kept)
                        + " and not all written are taken again.");
            } else {
                fetch(query, kept);
            }
            return kept;
        });
    }

    /** The columns of queries, and no rows; nothing is run. */
    public Fetched columns(Stream<Path> files) {
        return of(files, query -> {
            Path empty = Files.createTempFile(folder, "columns", FetchedRows.ENDING);
            List<String> columns = read(1, query, tx -> names(tx.run("EXPLAIN " + query.text()), query));
            new FetchedRows.Writing(empty, columns).close();
            return empty;
        });
    }

    private interface Source {
        Path rows(QueryFile query) throws IOException;
    }

    private Fetched of(Stream<Path> files, Source source) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            for (Path file : files.filter(QueryFetch::isQuery).distinct().toList()) {
                rows.put(file, source.rows(QueryFile.read(file)));
            }
            return new Fetched(Map.copyOf(rows));
        } catch (IOException e) {
            throw new KithException("Rows cannot be kept in " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    /** Deletes the rows. */
    public void forget() {
        try {
            for (Path kept : rows.values()) {
                Files.deleteIfExists(kept);
            }
        } catch (IOException e) {
            throw new KithException("Rows that were fetched cannot be deleted: " + e.getMessage() + ".", e);
        }
    }

    /** The same for the same query of the same file on the same server. */
    private Path kept(QueryFile query, String purpose) {
        String hash = new ContentHash()
                .add(query.file().toAbsolutePath().normalize().toString())
                .add(query.text())
                .add(connection.address())
                .add(purpose)
                .hex();
        return folder.resolve(hash + FetchedRows.ENDING);
    }

    private static String modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().toString();
    }

    private void fetch(QueryFile query, Path kept) throws IOException {
        Path unfinished = kept.resolveSibling(
                kept.getFileName().toString().replace(FetchedRows.ENDING, UNFINISHED + FetchedRows.ENDING));
        long count;
        try (Progress progress = Progress.start("rows of " + query.file().getFileName(), OptionalLong.empty())) {
            count = read(FETCH_SIZE, query, tx -> write(tx, query, unfinished, progress));
        } catch (RuntimeException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        say.accept(String.format("%,d rows of %s are fetched from %s.", count, query.file(), connection.address()));
    }

    /** In a read transaction; what the server has against the query is said in one sentence. */
    private <T> T read(long fetchSize, QueryFile query, Function<TransactionContext, T> work) {
        try {
            return connection.read(fetchSize, work);
        } catch (KithException e) {
            if (e.getCause() instanceof ClientException refusal
                    && refusal.code().startsWith("Neo.ClientError.Statement.")) {
                // Behind the first line the server repeats the query.
                String why = refusal.getMessage().lines().findFirst().orElse(refusal.code());
                throw new KithException(
                        "The query in " + query.file() + " is refused: " + why + (why.endsWith(".") ? "" : "."), e);
            }
            throw e;
        }
    }

    /** All rows into a file; may be called again from the beginning. */
    private static long write(TransactionContext tx, QueryFile query, Path file, Progress progress) {
        Result result = tx.run(query.text());
        List<String> columns = names(result, query);
        try (FetchedRows.Writing writing = new FetchedRows.Writing(file, columns)) {
            while (result.hasNext()) {
                Record row = result.next();
                List<Object> values = new ArrayList<>(columns.size());
                for (int c = 0; c < columns.size(); c++) {
                    values.add(row.get(c).asObject());
                }
                writing.add(values);
                progress.add(1);
            }
            return writing.rows();
        } catch (BrokenValue e) {
            throw new KithException(
                    "The query in " + query.file() + " is refused: " + e.getMessage()
                            + ". Have it return single values, such as n.name AS name.",
                    e);
        } catch (IOException e) {
            throw new KithException("Rows cannot be written to " + file + ": " + e.getMessage() + ".", e);
        }
    }

    private static List<String> names(Result result, QueryFile query) {
        List<String> names = result.keys();
        if (names.isEmpty()) {
            throw new KithException("The query in " + query.file() + " returns nothing; end it with RETURN and columns"
                    + " such as n.id AS id.");
        }
        return names;
    }
}
