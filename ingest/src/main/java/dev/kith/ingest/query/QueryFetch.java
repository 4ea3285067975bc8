package dev.kith.ingest.query;

import dev.kith.graph.KithException;
import dev.kith.ingest.Progress;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.file.BrokenValue;
import dev.kith.ingest.file.Fetched;
import dev.kith.ingest.file.FetchedRows;
import dev.kith.ingest.file.FileFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.exceptions.ClientException;

/**
 * Runs queries on a server, each in one read transaction, and writes their rows into files. Held in memory are some
 * hundreds of them.
 */
public final class QueryFetch {
    private static final long FETCH_SIZE = 200;

    private final Connection connection;
    private final Consumer<String> say;

    /** @param say told what is done */
    public QueryFetch(Connection connection, Consumer<String> say) {
        this.connection = connection;
        this.say = say;
    }

    /** Whether a file holds a query. */
    public static boolean isQuery(Path file) {
        return FileFormat.find(file).orElse(null) == FileFormat.CYPHER;
    }

    /** @throws KithException where a query fails, or gives what a property cannot hold; nothing is kept then */
    public Fetched fetch(List<Path> queries, KeptRows kept) {
        return kept.keep(queries, files -> {
            for (int k = 0; k < files.size(); k++) {
                fetch(QueryFile.read(queries.get(k)), files.get(k));
            }
        });
    }

    /** The columns of queries, and no rows; nothing is run. */
    public Fetched columns(List<Path> queries, KeptRows kept) {
        return kept.keep(queries, files -> {
            for (int k = 0; k < files.size(); k++) {
                QueryFile query = QueryFile.read(queries.get(k));
                List<String> columns = read(1, query, tx -> names(tx.run("EXPLAIN " + query.text()), query));
                new FetchedRows.Writing(files.get(k), columns).close();
            }
        });
    }

    private void fetch(QueryFile query, Path file) {
        long count;
        try (Progress progress = Progress.start("rows of " + query.file().getFileName(), OptionalLong.empty())) {
            count = read(FETCH_SIZE, query, tx -> write(tx, query, file, progress));
        }
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
